list "nhi_exception" "waivers" {
  provider = nhi

  config {
    category = "waiver"
  }
}
