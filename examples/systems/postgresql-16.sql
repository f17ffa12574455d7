-- From PostgreSQL 16 on a role administers what it was given to administer: the
-- accounts, and the roles that it is to grant. Nothing of theirs is nhi's to use.
DO $$
DECLARE
  managed name;
BEGIN
  FOR managed IN SELECT rolname FROM pg_roles WHERE rolname LIKE 'svc-%' OR rolname LIKE 'app-%' LOOP
    EXECUTE format('GRANT %I TO nhi WITH ADMIN TRUE, INHERIT FALSE, SET FALSE', managed);
  END LOOP;
END
$$;
