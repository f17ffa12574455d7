list "nhi_entitlement_set" "active" {
  provider = nhi

  config {
    status = "active"
  }
}
