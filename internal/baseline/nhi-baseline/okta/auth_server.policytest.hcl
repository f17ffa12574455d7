policytest {
  targets = ["auth_server.policy.hcl"]
}

resource "okta_auth_server_policy" "named" {
  attrs = { name = "shop", status = "ACTIVE", client_whitelist = ["0oa1"] }
  meta  = { type = "okta_auth_server_policy" }
  expect {
    policy  = "okta_auth_server_clients"
    verdict = "pass"
  }
}

resource "okta_auth_server_policy" "all" {
  attrs = { name = "shop", status = null, client_whitelist = ["ALL_CLIENTS"] }
  meta  = { type = "okta_auth_server_policy" }
  expect {
    policy  = "okta_auth_server_clients"
    verdict = "fail"
  }
}

resource "okta_auth_server_policy" "not_known_yet" {
  attrs = { name = "shop", status = null, client_whitelist = [unknown("string")] }
  meta  = { type = "okta_auth_server_policy" }
  expect {
    policy  = "okta_auth_server_clients"
    verdict = "undecided"
  }
}

resource "okta_auth_server_policy" "off" {
  attrs = { name = "shop", status = "INACTIVE", client_whitelist = ["ALL_CLIENTS"] }
  meta  = { type = "okta_auth_server_policy" }
}

resource "okta_auth_server_policy_rule" "short" {
  attrs = { name = "shop", status = null, grant_type_whitelist = ["authorization_code"], access_token_lifetime_minutes = 30, refresh_token_lifetime_minutes = 1440 }
  meta  = { type = "okta_auth_server_policy_rule" }
  expect {
    policy  = "okta_auth_server_rule"
    verdict = "pass"
  }
}

resource "okta_auth_server_policy_rule" "by_default" {
  attrs = { name = "shop", status = null, grant_type_whitelist = ["client_credentials"], access_token_lifetime_minutes = null, refresh_token_lifetime_minutes = 0, refresh_token_window_minutes = 10080 }
  meta  = { type = "okta_auth_server_policy_rule" }
  expect {
    policy  = "okta_auth_server_rule"
    verdict = "pass"
  }
}

resource "okta_auth_server_policy_rule" "long" {
  attrs = { name = "shop", status = null, grant_type_whitelist = ["implicit", "password"], access_token_lifetime_minutes = 1440, refresh_token_lifetime_minutes = 0, refresh_token_window_minutes = null }
  meta  = { type = "okta_auth_server_policy_rule" }
  expect {
    policy  = "okta_auth_server_rule"
    verdict = "fail"
  }
}

resource "okta_auth_server_policy_rule" "off" {
  attrs = { name = "shop", status = "INACTIVE" }
  meta  = { type = "okta_auth_server_policy_rule" }
}

resource "okta_auth_server" "by_itself" {
  attrs = { credentials_rotation_mode = "AUTO" }
  meta  = { type = "okta_auth_server" }
  expect {
    policy  = "okta_auth_server_rotation"
    verdict = "pass"
  }
}

resource "okta_auth_server_default" "by_hand" {
  attrs = { credentials_rotation_mode = "MANUAL" }
  meta  = { type = "okta_auth_server_default" }
  expect {
    policy  = "okta_auth_server_rotation"
    verdict = "fail"
  }
}

resource "okta_auth_server_scope" "another" {
  attrs = { name = "read" }
  meta  = { type = "okta_auth_server_scope" }
}
