data "nhi_entitlement_set" "backup" {
  key = "acme/svc-backup/directory"
}
