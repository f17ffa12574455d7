policytest {
  targets = ["audit_raw.policy.hcl"]
}

resource "vault_audit" "hashed" {
  attrs = { path = "file", options = { file_path = "/var/log/vault.log" } }
  meta  = { type = "vault_audit" }
  expect {
    policy  = "vault_audit_raw"
    verdict = "pass"
  }
}

resource "vault_audit" "raw" {
  attrs = { path = "file", options = { file_path = "/var/log/vault.log", log_raw = "true" } }
  meta  = { type = "vault_audit" }
  expect {
    policy  = "vault_audit_raw"
    verdict = "fail"
  }
}

resource "vault_audit" "not_known_yet" {
  attrs = { path = "file", options = { log_raw = unknown("string") } }
  meta  = { type = "vault_audit" }
  expect {
    policy  = "vault_audit_raw"
    verdict = "undecided"
  }
}
