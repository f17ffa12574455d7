policytest {
  targets = ["approle_uses.policy.hcl"]
}

resource "vault_approle_auth_backend_role" "once" {
  attrs = { role_name = "ci", secret_id_num_uses = 1 }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_approle_uses"
    verdict = "pass"
  }
}

resource "vault_approle_auth_backend_role" "from_here" {
  attrs = { role_name = "ci", secret_id_num_uses = null, secret_id_bound_cidrs = ["10.0.0.0/24"] }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_approle_uses"
    verdict = "pass"
  }
}

resource "vault_approle_auth_backend_role" "any" {
  attrs = { role_name = "ci", secret_id_num_uses = 0 }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_approle_uses"
    verdict = "fail"
  }
}

resource "vault_approle_auth_backend_role" "not_known_yet" {
  attrs = { role_name = "ci", secret_id_num_uses = unknown("number") }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_approle_uses"
    verdict = "undecided"
  }
}

resource "vault_approle_auth_backend_role" "by_address" {
  attrs = { role_name = "ci", bind_secret_id = false }
  meta  = { type = "vault_approle_auth_backend_role" }
}
