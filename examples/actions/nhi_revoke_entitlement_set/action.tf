# terraform apply -invoke=action.nhi_revoke_entitlement_set.backup
action "nhi_revoke_entitlement_set" "backup" {
  config {
    entitlement_set = nhi_entitlement_set.backup.id
    reason          = "SEC-78: the contract of its vendor has ended."
  }
}
