policytest {
  targets = ["audit.policy.hcl"]
}

resource "vault_audit" "gone" {
  prior_attrs = { path = "file" }
  meta        = { type = "vault_audit" }
  expect {
    policy  = "vault_audit_deleted"
    verdict = "fail"
  }
}

resource "vault_audit" "moved" {
  prior_attrs = { path = "socket" }
  meta        = { type = "vault_audit" }
  expect {
    policy  = "vault_audit_deleted"
    verdict = "pass"
  }
}

resource "vault_audit" "its_place" {
  attrs = { path = "socket" }
  meta  = { type = "vault_audit" }
}
