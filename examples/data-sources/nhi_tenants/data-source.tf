# Every tenant that a change reaches in the second ring.
data "nhi_tenants" "first_ring" {
  ring = "1"
}

output "slugs" {
  value = [for tenant in data.nhi_tenants.first_ring.tenants : tenant.slug]
}
