policytest {
  targets = ["privileged_access.policy.hcl"]
}

resource "nhi_entitlement" "ends_and_is_reviewed" {
  attrs = {
    privilege = "db-owner", privileged = true, review_schedule = "0192"
    starts_at = "2027-01-01T00:00:00Z", expires_at = "2027-06-30T00:00:00Z"
  }
}

resource "nhi_entitlement" "ordinary" {
  attrs = { privilege = "read", privileged = false, expires_at = null, review_schedule = null }
}

resource "nhi_entitlement" "without_end" {
  attrs = { privilege = "db-owner", privileged = true, review_schedule = "0192", expires_at = null }
  expect {
    policy  = "nhi_privileged_access_ends"
    message = "\"db-owner\" is privileged and has no end. Set expires_at."
  }
}

resource "nhi_entitlement" "for_years" {
  attrs = { privilege = "db-owner", privileged = true, review_schedule = "0192", expires_at = "2030-01-01T00:00:00Z" }
  expect { policy = "nhi_privileged_access_ends" }
}

resource "nhi_entitlement" "unreviewed" {
  attrs = { privilege = "db-owner", privileged = true, expires_at = "2027-06-30T00:00:00Z" }
  expect { policy = "nhi_privileged_access_is_reviewed" }
}

resource "nhi_entitlement" "reviewed_by_a_schedule_to_be_made" {
  attrs = { privilege = "db-owner", privileged = true, expires_at = "2027-06-30T00:00:00Z", review_schedule = unknown("string") }
  expect { verdict = "undecided" }
}

resource "nhi_entitlement" "extended" {
  prior_attrs = { privilege = "read", privileged = false, expires_at = "2027-02-01T00:00:00Z", review_schedule = "0192" }
  attrs       = { privilege = "read", privileged = false, expires_at = "2027-03-01T00:00:00Z", review_schedule = "0193" }
}

resource "nhi_entitlement" "made_endless" {
  prior_attrs = { privilege = "read", privileged = false, expires_at = "2027-02-01T00:00:00Z", review_schedule = null }
  attrs       = { privilege = "read", privileged = false, expires_at = null, review_schedule = null }
  expect { policy = "nhi_end_and_review_stay" }
}

resource "nhi_entitlement" "no_longer_reviewed" {
  prior_attrs = { privilege = "read", privileged = false, expires_at = null, review_schedule = "0192" }
  attrs       = { privilege = "read", privileged = false, expires_at = null, review_schedule = null }
  expect { policy = "nhi_end_and_review_stay" }
}
