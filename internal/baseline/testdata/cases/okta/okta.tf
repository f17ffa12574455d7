# Apps, administrators and sign-on of Okta.

resource "okta_app_oauth" "shop" {
  label          = "Shop"
  type           = "web"
  grant_types    = ["authorization_code", "refresh_token"]
  redirect_uris  = ["https://shop.example.com/callback"]
  response_types = ["code"]
}

# refused: okta_app_grants, okta_app_pkce, okta_app_redirects
resource "okta_app_oauth" "old" {
  label          = "Old"
  type           = "browser"
  grant_types    = ["implicit"]
  response_types = ["token"]
  redirect_uris  = ["http://old.example.com/callback"]
  pkce_required  = false
}

# refused: okta_app_client_authentication, okta_app_client_secret
resource "okta_app_oauth" "jobs" {
  label                      = "Jobs"
  type                       = "service"
  grant_types                = ["client_credentials"]
  response_types             = ["token"]
  token_endpoint_auth_method = "client_secret_basic"
  client_basic_secret        = "not-so-secret"
}

# refused: okta_api_scopes
resource "okta_app_oauth_api_scope" "jobs" {
  app_id = okta_app_oauth.jobs.id
  issuer = "https://acme.okta.com"
  scopes = ["okta.users.read", "okta.apps.manage"]
}

# refused: okta_user_admin
resource "okta_user_admin_roles" "ada" {
  user_id     = "00u1"
  admin_roles = ["SUPER_ADMIN"]
}

# refused: okta_group_admin
resource "okta_group_role" "admins" {
  group_id  = "00g1"
  role_type = "ORG_ADMIN"
}

resource "okta_group_role" "helpdesk" {
  group_id  = "00g2"
  role_type = "HELP_DESK_ADMIN"
}

# refused: okta_sign_on_mfa
resource "okta_policy_rule_signon" "staff" {
  policy_id        = "00p1"
  name             = "staff"
  access           = "ALLOW"
  mfa_required     = false
  session_lifetime = 0
}

resource "okta_policy_rule_signon" "strict" {
  policy_id        = "00p1"
  name             = "strict"
  access           = "ALLOW"
  mfa_required     = true
  mfa_prompt       = "SESSION"
  session_lifetime = 480
  session_idle     = 60
}

# refused: okta_password_policy
resource "okta_policy_password" "weak" {
  name                = "weak"
  password_min_length = 8
}

# refused: okta_auth_server_clients
resource "okta_auth_server_policy" "all" {
  auth_server_id   = "default"
  name             = "all"
  description      = "All"
  priority         = 1
  client_whitelist = ["ALL_CLIENTS"]
}

# refused: okta_auth_server_rule
resource "okta_auth_server_policy_rule" "long" {
  auth_server_id                = "default"
  policy_id                     = okta_auth_server_policy.all.id
  name                          = "long"
  priority                      = 1
  grant_type_whitelist          = ["authorization_code"]
  access_token_lifetime_minutes = 1440
}

# refused: okta_trusted_origin
resource "okta_trusted_origin" "clear" {
  name   = "clear"
  origin = "http://app.example.com"
  scopes = ["CORS"]
}

resource "okta_trusted_origin" "named" {
  name   = "named"
  origin = "https://app.example.com"
  scopes = ["CORS", "REDIRECT"]
}
