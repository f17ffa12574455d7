data "nhi_tenant" "acme" {
  key = "acme"
}

# What is in force in one tenant and has no end.
data "nhi_entitlements" "active" {
  tenant = data.nhi_tenant.acme.id
  status = "active"
}

output "without_end" {
  value = [for entitlement in data.nhi_entitlements.active.entitlements : entitlement.privilege if entitlement.expires_at == null]
}
