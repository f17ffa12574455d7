resource "nhi_tenant" "acme" {
  slug           = "acme"
  name           = "Acme Manufacturing"
  owner          = "jane@acme.example"
  contract_start = "2026-01-01T00:00:00Z"
}

resource "nhi_exception" "legacy_admin" {
  tenant       = nhi_tenant.acme.id
  control      = "privileged-access-is-governed"
  targets      = ["module.legacy.*"]
  category     = "waiver"
  reason       = "The vendor migrates in March."
  requested_by = "dave@acme.example"
  expires_at   = "2029-03-01T00:00:00+01:00"
}

# terraform output -raw to_sign > exception.canonical
# ssh-keygen -Y sign -n nhi-approval@v1 -f ~/.ssh/id_ed25519 exception.canonical
output "to_sign" {
  value = provider::nhi::canonical(nhi_tenant.acme.slug, nhi_exception.legacy_admin)
}
