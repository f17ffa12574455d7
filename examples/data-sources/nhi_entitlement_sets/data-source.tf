data "nhi_tenant" "acme" {
  key = "acme"
}

# What can do serious harm, and is held as a part of a set.
data "nhi_entitlement_sets" "active" {
  tenant = data.nhi_tenant.acme.id
  status = "active"
}

output "privileged" {
  value = flatten([for set in data.nhi_entitlement_sets.active.entitlement_sets : [for p in set.privileges : p.name if p.privileged]])
}
