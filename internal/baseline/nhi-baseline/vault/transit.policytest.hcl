policytest {
  targets = ["transit.policy.hcl"]
}

resource "vault_transit_secret_backend_key" "kept" {
  attrs = { name = "orders", exportable = null, allow_plaintext_backup = false, deletion_allowed = false }
  meta  = { type = "vault_transit_secret_backend_key" }
  expect {
    policy  = "vault_transit_custody"
    verdict = "pass"
  }
}

resource "vault_transit_secret_backend_key" "loose" {
  attrs = { name = "orders", exportable = true, deletion_allowed = true }
  meta  = { type = "vault_transit_secret_backend_key" }
  expect {
    policy  = "vault_transit_custody"
    verdict = "fail"
  }
}

resource "vault_transit_secret_backend_key" "not_known_yet" {
  attrs = { name = "orders", exportable = unknown("bool"), deletion_allowed = false }
  meta  = { type = "vault_transit_secret_backend_key" }
  expect {
    policy  = "vault_transit_custody"
    verdict = "undecided"
  }
}
