list "nhi_entitlement" "active" {
  provider = nhi

  config {
    status = "active"
  }
}
