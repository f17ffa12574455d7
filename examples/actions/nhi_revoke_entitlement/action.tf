# terraform apply -invoke=action.nhi_revoke_entitlement.backup_operator
action "nhi_revoke_entitlement" "backup_operator" {
  config {
    entitlement = nhi_entitlement.backup_operator.id
    reason      = "SEC-78: the key was found in a public repository."
  }
}
