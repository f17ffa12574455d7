policytest {
  targets = ["identity_owner.policy.hcl"]
}

resource "nhi_identity" "owned" {
  attrs = { name = "backup", owner = "jane@acme.example", purpose = "Copies the databases every night." }
}

resource "nhi_identity" "of_a_team" {
  attrs = { name = "backup", owner = "platform team", purpose = "Copies the databases every night." }
  expect {
    policy  = "nhi_identity_has_an_owner"
    message = "backup is owned by \"platform team\", which is nobody who can be written to."
  }
}

resource "nhi_identity" "for_something" {
  attrs          = { name = "backup", owner = "jane@acme.example", purpose = "backup" }
  expect_failure = true
}

resource "nhi_identity" "owner_not_known_yet" {
  attrs = { name = "backup", owner = unknown("string"), purpose = "Copies the databases every night." }
  expect { verdict = "undecided" }
}
