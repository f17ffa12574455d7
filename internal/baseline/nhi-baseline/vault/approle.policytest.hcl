policytest {
  targets = ["approle.policy.hcl"]
}

resource "vault_approle_auth_backend_role" "ends" {
  attrs = { role_name = "ci", secret_id_ttl = 600, bind_secret_id = null }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_approle_secret"
    verdict = "pass"
  }
}

resource "vault_approle_auth_backend_role" "by_address" {
  attrs = { role_name = "ci", secret_id_ttl = null, bind_secret_id = false, token_bound_cidrs = ["10.0.0.0/24"] }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_approle_secret"
    verdict = "pass"
  }
}

resource "vault_approle_auth_backend_role" "never_ends" {
  attrs = { role_name = "ci", secret_id_ttl = null, bind_secret_id = null }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_approle_secret"
    verdict = "fail"
  }
}

resource "vault_approle_auth_backend_role" "no_secret" {
  attrs = { role_name = "ci", secret_id_ttl = 600, bind_secret_id = false }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_approle_secret"
    verdict = "fail"
  }
}

resource "vault_approle_auth_backend_role" "not_known_yet" {
  attrs = { role_name = "ci", secret_id_ttl = unknown("number"), bind_secret_id = true }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_approle_secret"
    verdict = "undecided"
  }
}

resource "vault_approle_auth_backend_role_secret_id" "wrapped" {
  attrs = { role_name = "ci", wrapping_ttl = "5m" }
  meta  = { type = "vault_approle_auth_backend_role_secret_id" }
  expect {
    policy  = "vault_approle_secret_id"
    verdict = "pass"
  }
}

resource "vault_approle_auth_backend_role_secret_id" "plain" {
  attrs = { role_name = "ci", wrapping_ttl = null }
  meta  = { type = "vault_approle_auth_backend_role_secret_id" }
  expect {
    policy  = "vault_approle_secret_id"
    verdict = "fail"
  }
}
