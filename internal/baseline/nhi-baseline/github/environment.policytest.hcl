policytest {
  targets = ["environment.policy.hcl"]
}

resource "github_repository_environment" "protected" {
  attrs = { repository = "app", environment = "production", prevent_self_review = true, reviewers = [{ teams = [7], users = [] }], deployment_branch_policy = [{ protected_branches = true, custom_branch_policies = false }] }
  meta  = { type = "github_repository_environment" }
  expect {
    policy  = "github_environment_open"
    verdict = "pass"
  }
}

resource "github_repository_environment" "branches" {
  attrs = { repository = "app", environment = "production", prevent_self_review = null, reviewers = [], deployment_branch_policy = [{ protected_branches = true, custom_branch_policies = false }] }
  meta  = { type = "github_repository_environment" }
  expect {
    policy  = "github_environment_open"
    verdict = "pass"
  }
}

resource "github_repository_environment" "open" {
  attrs = { repository = "app", environment = "production", reviewers = [], deployment_branch_policy = [] }
  meta  = { type = "github_repository_environment" }
  expect {
    policy  = "github_environment_open"
    verdict = "fail"
  }
}

resource "github_repository_environment" "approves_itself" {
  attrs = { repository = "app", environment = "production", prevent_self_review = false, reviewers = [{ teams = [7] }], deployment_branch_policy = [] }
  meta  = { type = "github_repository_environment" }
  expect {
    policy  = "github_environment_open"
    verdict = "fail"
  }
}

resource "github_repository_environment" "not_known_yet" {
  attrs = { repository = "app", environment = "production", prevent_self_review = unknown("bool"), reviewers = [{ teams = [7] }], deployment_branch_policy = [] }
  meta  = { type = "github_repository_environment" }
  expect {
    policy  = "github_environment_open"
    verdict = "undecided"
  }
}

resource "github_repository_environment_deployment_policy" "main" {
  attrs = { environment = "production", branch_pattern = "main" }
  meta  = { type = "github_repository_environment_deployment_policy" }
  expect {
    policy  = "github_environment_branches"
    verdict = "pass"
  }
}

resource "github_repository_environment_deployment_policy" "tags" {
  attrs = { environment = "production", branch_pattern = null, tag_pattern = "v*" }
  meta  = { type = "github_repository_environment_deployment_policy" }
  expect {
    policy  = "github_environment_branches"
    verdict = "pass"
  }
}

resource "github_repository_environment_deployment_policy" "all" {
  attrs = { environment = "production", branch_pattern = "*" }
  meta  = { type = "github_repository_environment_deployment_policy" }
  expect {
    policy  = "github_environment_branches"
    verdict = "fail"
  }
}
