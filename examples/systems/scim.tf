resource "nhi_system" "saas" {
  tenant = nhi_tenant.acme.id
  name   = "saas"
  kind   = "scim"
  config = {
    url        = "https://saas.example/acme/scim/v2"
    token_env  = "SAAS_TOKEN"
    rate_limit = "10"
  }
}

# The same, where tokens are got by OAuth 2.0 client credentials.
resource "nhi_system" "suite" {
  tenant = nhi_tenant.acme.id
  name   = "suite"
  kind   = "scim"
  config = {
    url               = "https://suite.example/scim/v2"
    client_id         = "acme-nhi"
    client_secret_env = "SUITE_SECRET"
    token_url         = "https://login.suite.example/oauth2/token"
    oauth_scopes      = "users.read groups.write"
    accounts          = "userType eq \"Service\""
  }
}
