list "nhi_break_glass" "pending" {
  provider = nhi

  config {
    status = "pending"
  }
}
