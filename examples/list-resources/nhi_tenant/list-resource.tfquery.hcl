# Which tenants of the first ring are in no configuration yet?
list "nhi_tenant" "first" {
  provider = nhi

  config {
    ring = "0"
  }
}
