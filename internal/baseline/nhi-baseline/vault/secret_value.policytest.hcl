policytest {
  targets = ["secret_value.policy.hcl"]
}

resource "vault_kv_secret_v2" "write_only" {
  attrs = { name = "db", data_json = null }
  meta  = { type = "vault_kv_secret_v2" }
  expect {
    policy  = "vault_secret_value"
    verdict = "pass"
  }
}

resource "vault_generic_secret" "known" {
  attrs = { path = "secret/db", data_json = "{}" }
  meta  = { type = "vault_generic_secret" }
  expect {
    policy  = "vault_secret_value"
    verdict = "fail"
  }
}

resource "vault_kv_secret_v2" "not_known_yet" {
  attrs = { name = "db", data_json = unknown("string") }
  meta  = { type = "vault_kv_secret_v2" }
  expect {
    policy  = "vault_secret_value"
    verdict = "undecided"
  }
}

resource "vault_mount" "no_secret" {
  attrs = { path = "kv" }
  meta  = { type = "vault_mount" }
}
