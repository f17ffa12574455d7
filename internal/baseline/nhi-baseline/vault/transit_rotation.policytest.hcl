policytest {
  targets = ["transit_rotation.policy.hcl"]
}

resource "vault_transit_secret_backend_key" "rotated" {
  attrs = { name = "orders", auto_rotate_period = 7776000 }
  meta  = { type = "vault_transit_secret_backend_key" }
  expect {
    policy  = "vault_transit_rotation"
    verdict = "pass"
  }
}

resource "vault_transit_secret_backend_key" "never" {
  attrs = { name = "orders", auto_rotate_period = null }
  meta  = { type = "vault_transit_secret_backend_key" }
  expect {
    policy  = "vault_transit_rotation"
    verdict = "fail"
  }
}

resource "vault_transit_secret_backend_key" "not_known_yet" {
  attrs = { name = "orders", auto_rotate_period = unknown("number") }
  meta  = { type = "vault_transit_secret_backend_key" }
  expect {
    policy  = "vault_transit_rotation"
    verdict = "undecided"
  }
}
