CREATE ROLE readers;
CREATE ROLE writers;
CREATE ROLE "svc-backup" LOGIN;
CREATE ROLE "svc-etl" LOGIN;
GRANT readers TO "svc-backup", "svc-etl";
GRANT writers TO "svc-etl";
