policytest {
  targets = ["app_oauth.policy.hcl"]
}

resource "okta_app_oauth" "web" {
  attrs = { label = "Shop", type = "web", grant_types = ["authorization_code", "refresh_token"], redirect_uris = ["https://shop.example.com/callback"], wildcard_redirect = null, client_basic_secret = null }
  meta  = { type = "okta_app_oauth" }
  expect {
    policy  = "okta_app_grants"
    verdict = "pass"
  }
}

resource "okta_app_oauth" "old" {
  attrs = { label = "Shop", type = "web", grant_types = ["implicit"], client_basic_secret = null }
  meta  = { type = "okta_app_oauth" }
  expect {
    policy  = "okta_app_grants"
    verdict = "fail"
  }
}

resource "okta_app_oauth" "not_known_yet" {
  attrs = { label = "Shop", type = "web", grant_types = [unknown("string")], client_basic_secret = null }
  meta  = { type = "okta_app_oauth" }
  expect {
    policy  = "okta_app_grants"
    verdict = "undecided"
  }
}

resource "okta_app_oauth" "browser" {
  attrs = { label = "Shop", type = "browser", pkce_required = true }
  meta  = { type = "okta_app_oauth" }
  expect {
    policy  = "okta_app_pkce"
    verdict = "pass"
  }
}

resource "okta_app_oauth" "unproved" {
  attrs = { label = "Shop", type = "native", pkce_required = false }
  meta  = { type = "okta_app_oauth" }
  expect {
    policy  = "okta_app_pkce"
    verdict = "fail"
  }
}

resource "okta_app_oauth" "addresses" {
  attrs = { label = "Shop", type = "web", redirect_uris = ["https://shop.example.com/callback", "http://localhost:8080/callback"] }
  meta  = { type = "okta_app_oauth" }
  expect {
    policy  = "okta_app_redirects"
    verdict = "pass"
  }
}

resource "okta_app_oauth" "patterns" {
  attrs = { label = "Shop", type = "web", redirect_uris = ["https://*.example.com/callback", "http://shop.example.com/callback"], wildcard_redirect = "SUBDOMAIN" }
  meta  = { type = "okta_app_oauth" }
  expect {
    policy  = "okta_app_redirects"
    verdict = "fail"
  }
}

resource "okta_app_oauth" "no_secret" {
  attrs = { label = "Shop", type = "web", client_basic_secret = null }
  meta  = { type = "okta_app_oauth" }
  expect {
    policy  = "okta_app_client_secret"
    verdict = "pass"
  }
}

resource "okta_app_oauth" "secret" {
  attrs = { label = "Shop", type = "web", client_basic_secret = "not-so-secret" }
  meta  = { type = "okta_app_oauth" }
  expect {
    policy  = "okta_app_client_secret"
    verdict = "fail"
  }
}

resource "okta_app_oauth" "by_key" {
  attrs = { label = "Jobs", type = "service", grant_types = ["client_credentials"], token_endpoint_auth_method = "private_key_jwt" }
  meta  = { type = "okta_app_oauth" }
  expect {
    policy  = "okta_app_client_authentication"
    verdict = "pass"
  }
}

resource "okta_app_oauth" "by_secret" {
  attrs = { label = "Jobs", type = "service", token_endpoint_auth_method = "client_secret_basic" }
  meta  = { type = "okta_app_oauth" }
  expect {
    policy  = "okta_app_client_authentication"
    verdict = "fail"
  }
}

resource "okta_app_oauth_redirect_uri" "address" {
  attrs = { uri = "https://shop.example.com/callback" }
  meta  = { type = "okta_app_oauth_redirect_uri" }
  expect {
    policy  = "okta_app_redirect_uri"
    verdict = "pass"
  }
}

resource "okta_app_oauth_redirect_uri" "pattern" {
  attrs = { uri = "https://*.example.com/callback" }
  meta  = { type = "okta_app_oauth_redirect_uri" }
  expect {
    policy  = "okta_app_redirect_uri"
    verdict = "fail"
  }
}
