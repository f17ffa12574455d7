data "nhi_break_glass" "domain_admin" {
  key = "acme/svc-recovery/directory/domain-admins"
}
