# By its natural key.
terraform import nhi_entitlement.backup_operator acme/svc-backup/directory/backup-operators@file-servers

# By its id.
terraform import nhi_entitlement.backup_operator 019b76da-a800-7000-8000-000000000001
