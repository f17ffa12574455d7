data "nhi_system" "directory" {
  key = "acme/directory"
}
