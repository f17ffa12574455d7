policytest {
  targets = ["entitlement_set.policy.hcl"]
}

resource "nhi_entitlement_set" "ends_and_is_reviewed" {
  attrs = { privileges = [{ name = "admin", privileged = true }], expires_at = "2027-06-30T00:00:00Z", review_schedule = "0192" }
}

resource "nhi_entitlement_set" "ordinary" {
  attrs = { privileges = [{ name = "read", privileged = false }, { name = "list" }], expires_at = null, review_schedule = null }
}

resource "nhi_entitlement_set" "endless" {
  attrs = { privileges = [{ name = "read", privileged = false }, { name = "admin", privileged = true }], expires_at = null, review_schedule = "0192" }
  expect {
    message = "The set holds admin, which is privileged, and has no end. Set expires_at."
  }
}

resource "nhi_entitlement_set" "unreviewed" {
  attrs          = { privileges = [{ name = "admin", privileged = true }], expires_at = "2027-06-30T00:00:00Z", review_schedule = null }
  expect_failure = true
}

resource "nhi_entitlement_set" "until_what_apply_tells" {
  attrs = { privileges = [{ name = "admin", privileged = unknown("bool") }], expires_at = null, review_schedule = "0192" }
  expect { verdict = "undecided" }
}
