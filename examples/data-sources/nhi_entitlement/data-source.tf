data "nhi_entitlement" "backup_operator" {
  key = "acme/svc-backup/directory/backup-operators@file-servers"
}
