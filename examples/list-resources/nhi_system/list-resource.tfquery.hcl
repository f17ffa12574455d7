list "nhi_system" "all" {
  provider = nhi

  config {
    name = "directory"
  }
}
