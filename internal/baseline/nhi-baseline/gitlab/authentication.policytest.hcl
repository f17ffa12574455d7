policytest {
  targets = ["authentication.policy.hcl"]
}

resource "gitlab_group" "two_factors" {
  attrs = { name = "acme", parent_id = null, visibility_level = "private", require_two_factor_authentication = true }
  meta  = { type = "gitlab_group" }
  expect {
    policy  = "gitlab_group_two_factor"
    verdict = "pass"
  }
}

resource "gitlab_group" "one_factor" {
  attrs = { name = "acme", parent_id = null, visibility_level = "private", require_two_factor_authentication = null }
  meta  = { type = "gitlab_group" }
  expect {
    policy  = "gitlab_group_two_factor"
    verdict = "fail"
  }
}

resource "gitlab_group" "not_known_yet" {
  attrs = { name = "acme", parent_id = null, visibility_level = "private", require_two_factor_authentication = unknown("bool") }
  meta  = { type = "gitlab_group" }
  expect {
    policy  = "gitlab_group_two_factor"
    verdict = "undecided"
  }
}

resource "gitlab_group" "subgroup" {
  attrs = { name = "shop", parent_id = 7, visibility_level = "private", require_two_factor_authentication = null }
  meta  = { type = "gitlab_group" }
}

resource "gitlab_application_settings" "strict" {
  attrs = { require_two_factor_authentication = true, signup_enabled = false, max_personal_access_token_lifetime = 90 }
  meta  = { type = "gitlab_application_settings" }
  expect {
    policy  = "gitlab_settings"
    verdict = "pass"
  }
}

resource "gitlab_application_settings" "others" {
  attrs = { require_two_factor_authentication = null, signup_enabled = null, max_personal_access_token_lifetime = null }
  meta  = { type = "gitlab_application_settings" }
  expect {
    policy  = "gitlab_settings"
    verdict = "pass"
  }
}

resource "gitlab_application_settings" "loose" {
  attrs = { require_two_factor_authentication = false, signup_enabled = true, require_admin_approval_after_user_signup = false, max_personal_access_token_lifetime = 0 }
  meta  = { type = "gitlab_application_settings" }
  expect {
    policy  = "gitlab_settings"
    verdict = "fail"
  }
}

resource "gitlab_user" "plain" {
  attrs = { username = "ada", is_admin = false, password = null }
  meta  = { type = "gitlab_user" }
  expect {
    policy  = "gitlab_user_admin"
    verdict = "pass"
  }
}

resource "gitlab_user" "admin" {
  attrs = { username = "ada", is_admin = true, password = null }
  meta  = { type = "gitlab_user" }
  expect {
    policy  = "gitlab_user_admin"
    verdict = "fail"
  }
}

resource "gitlab_user" "reset" {
  attrs = { username = "ada", is_admin = false, password = null }
  meta  = { type = "gitlab_user" }
  expect {
    policy  = "gitlab_user_password"
    verdict = "pass"
  }
}

resource "gitlab_user" "written_down" {
  attrs = { username = "ada", is_admin = false, password = "not-so-secret" }
  meta  = { type = "gitlab_user" }
  expect {
    policy  = "gitlab_user_password"
    verdict = "fail"
  }
}
