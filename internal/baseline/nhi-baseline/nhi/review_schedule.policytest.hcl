policytest {
  targets = ["review_schedule.policy.hcl"]
}

resource "nhi_review_schedule" "quarterly" {
  attrs = { name = "privileged", recurrence = "quarterly", due_within = "14d", fallback_reviewers = ["ciso@acme.example"], selector = { privileged = true } }
}

resource "nhi_review_schedule" "by_rule" {
  attrs = { name = "privileged", recurrence = "FREQ=MONTHLY;INTERVAL=2", due_within = "14d", fallback_reviewers = ["ciso@acme.example"], selector = null }
}

resource "nhi_review_schedule" "of_ordinary_access" {
  attrs = { name = "all", recurrence = "annual", due_within = "14d", fallback_reviewers = ["ciso@acme.example"], selector = { privileged = false } }
}

resource "nhi_review_schedule" "annual" {
  attrs = { name = "privileged", recurrence = "annual", due_within = "14d", fallback_reviewers = ["ciso@acme.example"], selector = { privileged = true } }
  expect { policy = "nhi_privileged_access_is_reviewed_often" }
}

resource "nhi_review_schedule" "yearly_by_rule" {
  attrs = { name = "privileged", recurrence = "FREQ=YEARLY", due_within = "14d", fallback_reviewers = ["ciso@acme.example"], selector = null }
  expect {
    policy  = "nhi_privileged_access_is_reviewed_often"
    message = "privileged reviews privileged access every P1Y; P3M is the most. Set recurrence, or select what is not privileged."
  }
}

resource "nhi_review_schedule" "patient" {
  attrs = { name = "privileged", recurrence = "monthly", due_within = "P6M", fallback_reviewers = ["ciso@acme.example"], selector = null }
  expect { policy = "nhi_review_is_answered" }
}

resource "nhi_review_schedule" "of_one_person" {
  attrs = { name = "privileged", recurrence = "monthly", due_within = "14d", fallback_reviewers = [], selector = null }
  expect { policy = "nhi_review_is_answered" }
}

resource "nhi_review_schedule" "as_often_as_apply_tells" {
  attrs = { name = "privileged", recurrence = unknown("string"), due_within = "14d", fallback_reviewers = ["ciso@acme.example"], selector = null }
  expect { verdict = "undecided" }
}

resource "nhi_review_schedule" "removed" {
  prior_attrs = { name = "privileged" }
  expect { policy = "nhi_review_schedule_stays" }
}
