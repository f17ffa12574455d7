policytest {
  targets = ["saml.policy.hcl"]
}

resource "okta_app_saml" "signed" {
  attrs = { label = "Wiki", assertion_signed = true, response_signed = true, signature_algorithm = "RSA_SHA256", digest_algorithm = "SHA256" }
  meta  = { type = "okta_app_saml" }
  expect {
    policy  = "okta_app_saml_signed"
    verdict = "pass"
  }
}

resource "okta_app_saml" "unsigned" {
  attrs = { label = "Wiki", assertion_signed = false, response_signed = false, signature_algorithm = "RSA_SHA1" }
  meta  = { type = "okta_app_saml" }
  expect {
    policy  = "okta_app_saml_signed"
    verdict = "fail"
  }
}

resource "okta_app_saml" "not_known_yet" {
  attrs = { label = "Wiki", assertion_signed = true, signature_algorithm = unknown("string") }
  meta  = { type = "okta_app_saml" }
  expect {
    policy  = "okta_app_saml_signed"
    verdict = "undecided"
  }
}

resource "okta_idp_oidc" "without" {
  attrs = { name = "partner", client_secret = "" }
  meta  = { type = "okta_idp_oidc" }
  expect {
    policy  = "okta_idp_oidc_secret"
    verdict = "pass"
  }
}

resource "okta_idp_oidc" "written_down" {
  attrs = { name = "partner", client_secret = "not-so-secret" }
  meta  = { type = "okta_idp_oidc" }
  expect {
    policy  = "okta_idp_oidc_secret"
    verdict = "fail"
  }
}
