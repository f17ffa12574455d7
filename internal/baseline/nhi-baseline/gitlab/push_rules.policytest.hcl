policytest {
  targets = ["push_rules.policy.hcl"]
}

resource "gitlab_project_push_rules" "prevented" {
  attrs = { project = "7", prevent_secrets = true }
  meta  = { type = "gitlab_project_push_rules" }
  expect {
    policy  = "gitlab_push_rules"
    verdict = "pass"
  }
}

resource "gitlab_project_push_rules" "by_default" {
  attrs = { project = "7", prevent_secrets = null }
  meta  = { type = "gitlab_project_push_rules" }
  expect {
    policy  = "gitlab_push_rules"
    verdict = "fail"
  }
}

resource "gitlab_project_push_rules" "not_known_yet" {
  attrs = { project = "7", prevent_secrets = unknown("bool") }
  meta  = { type = "gitlab_project_push_rules" }
  expect {
    policy  = "gitlab_push_rules"
    verdict = "undecided"
  }
}

resource "gitlab_project" "prevented" {
  attrs = { name = "app", visibility_level = "private", push_rules = [{ prevent_secrets = true }] }
  meta  = { type = "gitlab_project" }
  expect {
    policy  = "gitlab_push_rules_within"
    verdict = "pass"
  }
}

resource "gitlab_group" "not_prevented" {
  attrs = { name = "acme", visibility_level = "private", require_two_factor_authentication = true, push_rules = [{ prevent_secrets = null }] }
  meta  = { type = "gitlab_group" }
  expect {
    policy  = "gitlab_push_rules_within"
    verdict = "fail"
  }
}

resource "gitlab_project" "without" {
  attrs = { name = "app", visibility_level = "private", push_rules = [] }
  meta  = { type = "gitlab_project" }
}
