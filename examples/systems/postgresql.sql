-- As a superuser, once. Then give it a password: \password nhi
CREATE ROLE nhi LOGIN CREATEROLE;
GRANT pg_signal_backend TO nhi; -- ends the sessions of who is suspended
