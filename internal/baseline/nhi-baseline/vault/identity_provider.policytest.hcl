policytest {
  targets = ["identity_provider.policy.hcl"]
}

resource "vault_identity_oidc_client" "some" {
  attrs = { name = "wiki", assignments = ["staff"] }
  meta  = { type = "vault_identity_oidc_client" }
  expect {
    policy  = "vault_oidc_client_everybody"
    verdict = "pass"
  }
}

resource "vault_identity_oidc_client" "all" {
  attrs = { name = "wiki", assignments = ["allow_all"] }
  meta  = { type = "vault_identity_oidc_client" }
  expect {
    policy  = "vault_oidc_client_everybody"
    verdict = "fail"
  }
}

resource "vault_identity_oidc_client" "not_known_yet" {
  attrs = { name = "wiki", assignments = [unknown("string")] }
  meta  = { type = "vault_identity_oidc_client" }
  expect {
    policy  = "vault_oidc_client_everybody"
    verdict = "undecided"
  }
}

resource "vault_identity_oidc_key" "some" {
  attrs = { name = "key", allowed_client_ids = ["wiki"] }
  meta  = { type = "vault_identity_oidc_key" }
  expect {
    policy  = "vault_oidc_key_everybody"
    verdict = "pass"
  }
}

resource "vault_identity_oidc_key" "all" {
  attrs = { name = "key", allowed_client_ids = ["*"] }
  meta  = { type = "vault_identity_oidc_key" }
  expect {
    policy  = "vault_oidc_key_everybody"
    verdict = "fail"
  }
}

resource "vault_auth_backend" "approle" {
  attrs = { type = "approle" }
  meta  = { type = "vault_auth_backend" }
  expect {
    policy  = "vault_userpass"
    verdict = "pass"
  }
}

resource "vault_auth_backend" "userpass" {
  attrs = { type = "userpass" }
  meta  = { type = "vault_auth_backend" }
  expect {
    policy  = "vault_userpass"
    verdict = "fail"
  }
}
