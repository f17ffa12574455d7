data "nhi_tenant" "acme" {
  key = "acme"
}

# Who may become what in an emergency.
data "nhi_break_glass_accesses" "acme" {
  tenant = data.nhi_tenant.acme.id
}

output "activators" {
  value = { for access in data.nhi_break_glass_accesses.acme.break_glass_accesses : access.privilege => access.activators }
}
