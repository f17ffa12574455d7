list "nhi_variation" "key_age" {
  provider = nhi

  config {
    control = "keys-rotate"
  }
}
