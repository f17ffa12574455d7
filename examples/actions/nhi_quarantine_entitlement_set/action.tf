# terraform apply -invoke=action.nhi_quarantine_entitlement_set.backup
action "nhi_quarantine_entitlement_set" "backup" {
  config {
    entitlement_set = nhi_entitlement_set.backup.id
    reason          = "SEC-79: it was used from an address that nobody knows."
  }
}
