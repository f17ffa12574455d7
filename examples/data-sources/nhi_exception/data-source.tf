data "nhi_exception" "legacy_admin" {
  key = "acme/privileged-access-is-governed"
}
