data "nhi_identity" "backup" {
  key = "acme/svc-backup"
}
