policytest {
  targets = ["branch_protection_admins.policy.hcl"]
}

resource "github_branch_protection" "whole" {
  attrs = { enforce_admins = true, require_signed_commits = true, required_pull_request_reviews = [{ dismiss_stale_reviews = true }] }
  meta  = { type = "github_branch_protection" }
  expect {
    policy  = "github_branch_protection_admins"
    verdict = "pass"
  }
}

resource "github_branch_protection_v3" "by_default" {
  attrs = { enforce_admins = null, require_signed_commits = null, required_pull_request_reviews = [{ dismiss_stale_reviews = null }] }
  meta  = { type = "github_branch_protection_v3" }
  expect {
    policy  = "github_branch_protection_admins"
    verdict = "pass"
  }
}

resource "github_branch_protection" "not_known_yet" {
  attrs = { enforce_admins = unknown("bool"), require_signed_commits = true, required_pull_request_reviews = [] }
  meta  = { type = "github_branch_protection" }
  expect {
    policy  = "github_branch_protection_admins"
    verdict = "undecided"
  }
}

resource "github_branch_protection_v3" "administrators_pass" {
  attrs = { enforce_admins = false }
  meta  = { type = "github_branch_protection_v3" }
  expect {
    policy  = "github_branch_protection_admins"
    verdict = "fail"
  }
}

resource "github_branch_protection_v3" "unsigned" {
  attrs = { require_signed_commits = false }
  meta  = { type = "github_branch_protection_v3" }
  expect {
    policy  = "github_branch_protection_admins"
    verdict = "fail"
  }
}

resource "github_branch_protection_v3" "stale" {
  attrs = { required_pull_request_reviews = [{ dismiss_stale_reviews = false }] }
  meta  = { type = "github_branch_protection_v3" }
  expect {
    policy  = "github_branch_protection_admins"
    verdict = "fail"
  }
}
