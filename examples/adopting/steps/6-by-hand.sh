psql "$TF_VAR_directory" -c 'REVOKE readers FROM "svc-etl"' -c 'GRANT writers TO "svc-backup"'
