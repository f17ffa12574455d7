resource "nhi_system" "domain" {
  tenant = nhi_tenant.acme.id
  name   = "domain"
  kind   = "ldap"
  config = {
    url               = "ldaps://dc1.acme.example ldaps://dc2.acme.example"
    flavour           = "active_directory"
    base_dn           = "DC=acme,DC=example"
    user_base_dn      = "OU=Services,DC=acme,DC=example"
    group_base_dn     = "OU=Groups,DC=acme,DC=example"
    bind_dn           = "svc-nhi@acme.example"
    bind_password_env = "DOMAIN_PASSWORD"
    effective         = "true"
  }
}
