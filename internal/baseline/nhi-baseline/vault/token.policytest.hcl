policytest {
  targets = ["token.policy.hcl"]
}

resource "vault_kubernetes_auth_backend_role" "an_hour" {
  attrs = { role_name = "app", bound_service_account_names = ["app"], token_ttl = 1200, token_max_ttl = 3600, token_period = null, token_policies = ["app"] }
  meta  = { type = "vault_kubernetes_auth_backend_role" }
  expect {
    policy  = "vault_token_lifetime"
    verdict = "pass"
  }
}

resource "vault_kubernetes_auth_backend_role" "by_default" {
  attrs = { role_name = "app", token_ttl = null, token_max_ttl = null, token_period = 0, token_policies = null }
  meta  = { type = "vault_kubernetes_auth_backend_role" }
  expect {
    policy  = "vault_token_lifetime"
    verdict = "pass"
  }
}

resource "vault_approle_auth_backend_role" "bounded_period" {
  attrs = { role_name = "app", token_period = 3600, token_explicit_max_ttl = 86400 }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_token_lifetime"
    verdict = "pass"
  }
}

resource "vault_jwt_auth_backend_role" "a_year" {
  attrs = { role_name = "app", token_max_ttl = 31536000, token_period = null }
  meta  = { type = "vault_jwt_auth_backend_role" }
  expect {
    policy  = "vault_token_lifetime"
    verdict = "fail"
  }
}

resource "vault_approle_auth_backend_role" "for_ever" {
  attrs = { role_name = "app", token_period = 86400, token_explicit_max_ttl = null }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_token_lifetime"
    verdict = "fail"
  }
}

resource "vault_approle_auth_backend_role" "root" {
  attrs = { role_name = "app", token_period = null, token_policies = ["root"] }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_token_lifetime"
    verdict = "fail"
  }
}

resource "vault_approle_auth_backend_role" "not_known_yet" {
  attrs = { role_name = "app", token_max_ttl = unknown("number"), token_period = null }
  meta  = { type = "vault_approle_auth_backend_role" }
  expect {
    policy  = "vault_token_lifetime"
    verdict = "undecided"
  }
}

resource "vault_database_secret_backend_role" "no_login" {
  attrs = { name = "app" }
  meta  = { type = "vault_database_secret_backend_role" }
}

resource "vault_token_auth_backend_role" "named" {
  attrs = { role_name = "ci", allowed_policies = ["ci"], orphan = false }
  meta  = { type = "vault_token_auth_backend_role" }
  expect {
    policy  = "vault_token_role"
    verdict = "pass"
  }
}

resource "vault_token_auth_backend_role" "everything" {
  attrs = { role_name = "ci", allowed_policies_glob = ["*"], orphan = true, token_explicit_max_ttl = null }
  meta  = { type = "vault_token_auth_backend_role" }
  expect {
    policy  = "vault_token_role"
    verdict = "fail"
  }
}

resource "vault_token" "short" {
  attrs = { policies = ["ci"], ttl = "1h", no_parent = null, period = null }
  meta  = { type = "vault_token" }
  expect {
    policy  = "vault_token_made"
    verdict = "pass"
  }
}

resource "vault_token" "root" {
  attrs = { policies = ["root"], no_parent = true, period = "24h", explicit_max_ttl = null }
  meta  = { type = "vault_token" }
  expect {
    policy  = "vault_token_made"
    verdict = "fail"
  }
}
