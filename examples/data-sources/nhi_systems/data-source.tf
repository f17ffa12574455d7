data "nhi_tenant" "acme" {
  key = "acme"
}

# Every system of one tenant.
data "nhi_systems" "of_acme" {
  tenant = data.nhi_tenant.acme.id
}

output "systems" {
  value = [for system in data.nhi_systems.of_acme.systems : system.name]
}
