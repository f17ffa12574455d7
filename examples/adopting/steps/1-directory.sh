psql "$TF_VAR_directory" -f roles.sql
