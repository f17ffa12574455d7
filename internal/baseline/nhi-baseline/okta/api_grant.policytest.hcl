policytest {
  targets = ["api_grant.policy.hcl"]
}

resource "okta_app_oauth_api_scope" "reads" {
  attrs = { scopes = ["okta.users.read", "okta.logs.read"] }
  meta  = { type = "okta_app_oauth_api_scope" }
  expect {
    policy  = "okta_api_scopes"
    verdict = "pass"
  }
}

resource "okta_app_oauth_api_scope" "manages" {
  attrs = { scopes = ["okta.users.manage", "okta.roles.manage"] }
  meta  = { type = "okta_app_oauth_api_scope" }
  expect {
    policy  = "okta_api_scopes"
    verdict = "fail"
  }
}

resource "okta_app_oauth_api_scope" "not_known_yet" {
  attrs = { scopes = [unknown("string")] }
  meta  = { type = "okta_app_oauth_api_scope" }
  expect {
    policy  = "okta_api_scopes"
    verdict = "undecided"
  }
}
