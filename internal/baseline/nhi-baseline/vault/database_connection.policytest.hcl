policytest {
  targets = ["database_connection.policy.hcl"]
}

resource "vault_database_secret_backend_connection" "named" {
  attrs = { name = "orders", allowed_roles = ["reads"], postgresql = [{ username = "vault", password = null }] }
  meta  = { type = "vault_database_secret_backend_connection" }
  expect {
    policy  = "vault_database_connection"
    verdict = "pass"
  }
}

resource "vault_database_secret_backend_connection" "any" {
  attrs = { name = "orders", allowed_roles = ["*"], postgresql = [] }
  meta  = { type = "vault_database_secret_backend_connection" }
  expect {
    policy  = "vault_database_connection"
    verdict = "fail"
  }
}

resource "vault_database_secret_backend_connection" "written_down" {
  attrs = { name = "orders", allowed_roles = ["reads"], mysql = [{ username = "vault", password = "not-so-secret" }] }
  meta  = { type = "vault_database_secret_backend_connection" }
  expect {
    policy  = "vault_database_connection"
    verdict = "fail"
  }
}

resource "vault_database_secret_backend_connection" "not_known_yet" {
  attrs = { name = "orders", allowed_roles = [unknown("string")], postgresql = [] }
  meta  = { type = "vault_database_secret_backend_connection" }
  expect {
    policy  = "vault_database_connection"
    verdict = "undecided"
  }
}
