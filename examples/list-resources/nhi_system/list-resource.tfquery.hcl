list "nhi_system" "all" {
  provider = nhi

  config {
    kind = "record"
  }
}
