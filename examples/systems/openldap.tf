resource "nhi_system" "directory" {
  tenant = nhi_tenant.acme.id
  name   = "directory"
  kind   = "ldap"
  config = {
    url               = "ldaps://ldap1.acme.example ldaps://ldap2.acme.example"
    flavour           = "openldap"
    base_dn           = "dc=acme,dc=example"
    user_base_dn      = "ou=services,dc=acme,dc=example"
    group_base_dn     = "ou=groups,dc=acme,dc=example"
    bind_dn           = "cn=nhi,dc=acme,dc=example"
    bind_password_env = "DIRECTORY_PASSWORD"
  }
}
