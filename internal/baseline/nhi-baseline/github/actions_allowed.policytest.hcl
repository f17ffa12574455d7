policytest {
  targets = ["actions_allowed.policy.hcl"]
}

resource "github_actions_repository_permissions" "selected" {
  attrs = { repository = "app", enabled = true, allowed_actions = "selected", allowed_actions_config = [{ github_owned_allowed = true, patterns_allowed = ["acme/*"], verified_allowed = true }] }
  meta  = { type = "github_actions_repository_permissions" }
  expect {
    policy  = "github_actions_allowed"
    verdict = "pass"
  }
}

resource "github_actions_organization_permissions" "all" {
  attrs = { enabled_repositories = "all", allowed_actions = "all", allowed_actions_config = [] }
  meta  = { type = "github_actions_organization_permissions" }
  expect {
    policy  = "github_actions_allowed"
    verdict = "fail"
  }
}

resource "github_actions_repository_permissions" "every_pattern" {
  attrs = { enabled = null, allowed_actions = "selected", allowed_actions_config = [{ patterns_allowed = ["*"] }] }
  meta  = { type = "github_actions_repository_permissions" }
  expect {
    policy  = "github_actions_allowed"
    verdict = "fail"
  }
}

resource "github_actions_repository_permissions" "not_known_yet" {
  attrs = { enabled = true, allowed_actions = unknown("string"), allowed_actions_config = [] }
  meta  = { type = "github_actions_repository_permissions" }
  expect {
    policy  = "github_actions_allowed"
    verdict = "undecided"
  }
}

resource "github_actions_repository_permissions" "off" {
  attrs = { enabled = false, allowed_actions = null }
  meta  = { type = "github_actions_repository_permissions" }
}
