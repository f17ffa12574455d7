# terraform apply -invoke=action.nhi_quarantine_entitlement.backup_operator
action "nhi_quarantine_entitlement" "backup_operator" {
  config {
    entitlement = nhi_entitlement.backup_operator.id
    reason      = "SEC-79: it was used from an address that nobody knows."
  }
}
