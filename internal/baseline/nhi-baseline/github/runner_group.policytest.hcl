policytest {
  targets = ["runner_group.policy.hcl"]
}

resource "github_actions_runner_group" "selected" {
  attrs = { name = "builders", visibility = "selected", allows_public_repositories = false }
  meta  = { type = "github_actions_runner_group" }
  expect {
    policy  = "github_runner_group_public"
    verdict = "pass"
  }
}

resource "github_enterprise_actions_runner_group" "public" {
  attrs = { name = "builders", visibility = "selected", allows_public_repositories = true }
  meta  = { type = "github_enterprise_actions_runner_group" }
  expect {
    policy  = "github_runner_group_public"
    verdict = "fail"
  }
}

resource "github_actions_runner_group" "not_known_yet" {
  attrs = { name = "builders", visibility = "selected", allows_public_repositories = unknown("bool") }
  meta  = { type = "github_actions_runner_group" }
  expect {
    policy  = "github_runner_group_public"
    verdict = "undecided"
  }
}

resource "github_actions_runner_group" "named" {
  attrs = { name = "builders", visibility = "selected" }
  meta  = { type = "github_actions_runner_group" }
  expect {
    policy  = "github_runner_group_all"
    verdict = "pass"
  }
}

resource "github_actions_runner_group" "all" {
  attrs = { name = "builders", visibility = "all", restricted_to_workflows = null }
  meta  = { type = "github_actions_runner_group" }
  expect {
    policy  = "github_runner_group_all"
    verdict = "fail"
  }
}
