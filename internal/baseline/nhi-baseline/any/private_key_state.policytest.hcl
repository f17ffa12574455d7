policytest {
  targets = ["private_key_state.policy.hcl"]
}

resource "tls_private_key" "kept" {
  attrs = { algorithm = "ED25519" }
  meta  = { type = "tls_private_key" }
  expect {
    policy  = "any_private_key_state"
    verdict = "fail"
  }
}
