# terraform apply -invoke=action.nhi_revoke_exception.legacy_admin
action "nhi_revoke_exception" "legacy_admin" {
  config {
    exception = nhi_exception.legacy_admin.id
    reason    = "SEC-77: the vendor's account was taken over."
  }
}
