# Who varies how old keys may become, and how far.
data "nhi_variations" "key_age" {
  control   = "keys-rotate"
  parameter = "max_age"
}

output "key_ages" {
  value = { for variation in data.nhi_variations.key_age.variations : variation.tenant => variation.value }
}
