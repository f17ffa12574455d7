policytest {
  targets = ["human_use.policy.hcl"]
}

resource "nhi_identity" "of_a_workload" {
  attrs = { name = "backup", human_use = false }
}

resource "nhi_identity" "that_says_nothing_of_it" {
  attrs = { name = "backup" }
}

resource "nhi_identity" "shared_admin" {
  attrs          = { name = "admin", human_use = true }
  expect_failure = true
}
