policytest {
  targets = ["branch_protection.policy.hcl"]
}

resource "github_branch_protection" "reviewed" {
  attrs = { pattern = "main", lock_branch = false, allows_force_pushes = false, allows_deletions = null, required_pull_request_reviews = [{ required_approving_review_count = 1 }] }
  meta  = { type = "github_branch_protection" }
  expect {
    policy  = "github_branch_protection_weak"
    verdict = "pass"
  }
}

resource "github_branch_protection" "by_default" {
  attrs = { pattern = "main", lock_branch = null, allows_force_pushes = null, allows_deletions = null, required_pull_request_reviews = [{ required_approving_review_count = null }] }
  meta  = { type = "github_branch_protection" }
  expect {
    policy  = "github_branch_protection_weak"
    verdict = "pass"
  }
}

resource "github_branch_protection" "unreviewed" {
  attrs = { pattern = "main", lock_branch = null, required_pull_request_reviews = [] }
  meta  = { type = "github_branch_protection" }
  expect {
    policy  = "github_branch_protection_weak"
    verdict = "fail"
  }
}

resource "github_branch_protection" "by_none" {
  attrs = { pattern = "main", lock_branch = null, required_pull_request_reviews = [{ required_approving_review_count = 0 }] }
  meta  = { type = "github_branch_protection" }
  expect {
    policy  = "github_branch_protection_weak"
    verdict = "fail"
  }
}

resource "github_branch_protection" "rewritten" {
  attrs = { pattern = "main", lock_branch = null, allows_force_pushes = true, allows_deletions = true, required_pull_request_reviews = [{ required_approving_review_count = 2 }] }
  meta  = { type = "github_branch_protection" }
  expect {
    policy  = "github_branch_protection_weak"
    verdict = "fail"
  }
}

resource "github_branch_protection" "not_known_yet" {
  attrs = { pattern = "main", lock_branch = null, allows_force_pushes = unknown("bool"), required_pull_request_reviews = [{ required_approving_review_count = 1 }] }
  meta  = { type = "github_branch_protection" }
  expect {
    policy  = "github_branch_protection_weak"
    verdict = "undecided"
  }
}

resource "github_branch_protection" "locked" {
  attrs = { pattern = "v1", lock_branch = true }
  meta  = { type = "github_branch_protection" }
}

resource "github_branch_protection_v3" "reviewed" {
  attrs = { branch = "main", required_pull_request_reviews = [{ required_approving_review_count = 1 }] }
  meta  = { type = "github_branch_protection_v3" }
  expect {
    policy  = "github_branch_protection_v3_weak"
    verdict = "pass"
  }
}

resource "github_branch_protection_v3" "unreviewed" {
  attrs = { branch = "main", required_pull_request_reviews = [] }
  meta  = { type = "github_branch_protection_v3" }
  expect {
    policy  = "github_branch_protection_v3_weak"
    verdict = "fail"
  }
}

resource "github_repository_ruleset" "active" {
  attrs = { name = "main", target = "branch", enforcement = "active", bypass_actors = [{ actor_type = "Team", bypass_mode = "pull_request" }] }
  meta  = { type = "github_repository_ruleset" }
  expect {
    policy  = "github_ruleset_idle"
    verdict = "pass"
  }
}

resource "github_organization_ruleset" "idle" {
  attrs = { name = "main", target = "branch", enforcement = "disabled", bypass_actors = [] }
  meta  = { type = "github_organization_ruleset" }
  expect {
    policy  = "github_ruleset_idle"
    verdict = "fail"
  }
}

resource "github_repository_ruleset" "passed_by" {
  attrs = { name = "main", target = "branch", enforcement = "active", bypass_actors = [{ actor_type = "DeployKey", bypass_mode = "always" }] }
  meta  = { type = "github_repository_ruleset" }
  expect {
    policy  = "github_ruleset_idle"
    verdict = "fail"
  }
}

resource "github_repository_ruleset" "of_pushes" {
  attrs = { name = "sizes", target = "push", enforcement = "disabled" }
  meta  = { type = "github_repository_ruleset" }
}
