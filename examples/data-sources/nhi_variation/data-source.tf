data "nhi_variation" "key_age" {
  key = "acme/keys-rotate/max_age"
}
