psql "$TF_VAR_directory" -At -c "SELECT roleid::regrole, member::regrole FROM pg_auth_members WHERE member::regrole::text LIKE '%svc-%' ORDER BY 1, 2"
