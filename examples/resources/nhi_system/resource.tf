# Where identities of one tenant have their access.
resource "nhi_system" "directory" {
  tenant = nhi_tenant.acme.id
  name   = "directory"
  kind   = "ldap"
  config = {
    url               = "ldaps://directory.acme.example"
    base_dn           = "dc=acme,dc=example"
    bind_dn           = "cn=nhi,dc=acme,dc=example"
    bind_password_env = "ACME_DIRECTORY_PASSWORD"
  }
}

# The managing organisation's own tooling, which serves several tenants. It is
# managed by other means: the register says who should have what.
resource "nhi_system" "monitoring" {
  shared = true
  name   = "monitoring"
  kind   = "record"
}

resource "nhi_tenant" "acme" {
  slug           = "acme"
  name           = "Acme Manufacturing"
  owner          = "jane@acme.example"
  contract_start = "2026-01-01T00:00:00Z"
}
