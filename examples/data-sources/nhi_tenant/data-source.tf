data "nhi_tenant" "acme" {
  key = "acme"
}
