policytest {
  targets = ["password.policy.hcl"]
}

resource "okta_policy_password" "strong" {
  attrs = { password_min_length = 14, password_max_lockout_attempts = 5, password_history_count = 24, password_exclude_username = true }
  meta  = { type = "okta_policy_password" }
  expect {
    policy  = "okta_password_policy"
    verdict = "pass"
  }
}

resource "okta_policy_password" "long_only" {
  attrs = { password_min_length = 14, password_max_lockout_attempts = null, password_history_count = null, password_exclude_username = null }
  meta  = { type = "okta_policy_password" }
  expect {
    policy  = "okta_password_policy"
    verdict = "pass"
  }
}

resource "okta_policy_password_default" "by_default" {
  attrs = { password_min_length = null }
  meta  = { type = "okta_policy_password_default" }
  expect {
    policy  = "okta_password_policy"
    verdict = "fail"
  }
}

resource "okta_policy_password" "weak" {
  attrs = { password_min_length = 14, password_max_lockout_attempts = 0, password_history_count = 1, password_exclude_username = false }
  meta  = { type = "okta_policy_password" }
  expect {
    policy  = "okta_password_policy"
    verdict = "fail"
  }
}

resource "okta_policy_password" "not_known_yet" {
  attrs = { password_min_length = unknown("number") }
  meta  = { type = "okta_policy_password" }
  expect {
    policy  = "okta_password_policy"
    verdict = "undecided"
  }
}

resource "okta_user" "sets_it" {
  attrs = { login = "ada@example.com", password = null }
  meta  = { type = "okta_user" }
  expect {
    policy  = "okta_user_password"
    verdict = "pass"
  }
}

resource "okta_user" "written_down" {
  attrs = { login = "ada@example.com", password = "not-so-secret" }
  meta  = { type = "okta_user" }
  expect {
    policy  = "okta_user_password"
    verdict = "fail"
  }
}
