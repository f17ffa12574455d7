policytest {
  targets = ["membership.policy.hcl"]
}

resource "github_membership" "member" {
  attrs = { username = "ada", role = "member" }
  meta  = { type = "github_membership" }
  expect {
    policy  = "github_membership_owner"
    verdict = "pass"
  }
}

resource "github_membership" "owner" {
  attrs = { username = "ada", role = "admin" }
  meta  = { type = "github_membership" }
  expect {
    policy  = "github_membership_owner"
    verdict = "fail"
  }
}

resource "github_membership" "not_known_yet" {
  attrs = { username = "ada", role = unknown("string") }
  meta  = { type = "github_membership" }
  expect {
    policy  = "github_membership_owner"
    verdict = "undecided"
  }
}

resource "github_team_repository" "pushes" {
  attrs = { repository = "app", permission = "push" }
  meta  = { type = "github_team_repository" }
  expect {
    policy  = "github_team_admin"
    verdict = "pass"
  }
}

resource "github_team_repository" "admin" {
  attrs = { repository = "app", permission = "admin" }
  meta  = { type = "github_team_repository" }
  expect {
    policy  = "github_team_admin"
    verdict = "fail"
  }
}
