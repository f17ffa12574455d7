policytest {
  targets = ["break_glass.policy.hcl"]
}

resource "nhi_break_glass" "guarded" {
  attrs = { identity = "a", system = "s", privilege = "admin", max_duration = "4h", review_within = "1d", activators = ["jane@acme.example", "joe@acme.example"] }
}

resource "nhi_break_glass" "for_a_day" {
  attrs = { identity = "a", system = "s", privilege = "admin", max_duration = "1d", review_within = "1d", activators = ["jane@acme.example", "joe@acme.example"] }
  expect { policy = "nhi_break_glass_is_short" }
}

resource "nhi_break_glass" "reviewed_some_day" {
  attrs = { identity = "a", system = "s", privilege = "admin", max_duration = "4h", review_within = "P1M", activators = ["jane@acme.example", "joe@acme.example"] }
  expect { policy = "nhi_break_glass_is_reviewed" }
}

resource "nhi_break_glass" "of_one_person" {
  attrs = { identity = "a", system = "s", privilege = "admin", max_duration = "4h", review_within = "1d", activators = ["jane@acme.example"] }
  expect { policy = "nhi_break_glass_has_two_activators" }
}

resource "nhi_break_glass" "as_long_as_is_made" {
  attrs = { identity = "a", system = "s", privilege = "admin", max_duration = unknown("string"), review_within = "1d", activators = ["jane@acme.example", "joe@acme.example"] }
  expect { verdict = "undecided" }
}

resource "nhi_entitlement" "everyday" {
  attrs = { identity = "b", system = "s", privilege = "owner" }
}

resource "nhi_break_glass" "of_another_identity" {
  attrs = { identity = "a", system = "s", privilege = "owner", max_duration = "4h", review_within = "1d", activators = ["jane@acme.example", "joe@acme.example"] }
}

resource "nhi_break_glass" "had_every_day" {
  attrs = { identity = "b", system = "s", privilege = "owner", max_duration = "4h", review_within = "1d", activators = ["jane@acme.example", "joe@acme.example"] }
  expect { policy = "nhi_break_glass_is_separate" }
}
