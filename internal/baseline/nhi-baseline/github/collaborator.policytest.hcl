policytest {
  targets = ["collaborator.policy.hcl"]
}

resource "github_repository_collaborator" "pushes" {
  attrs = { repository = "app", username = "ada", permission = "push" }
  meta  = { type = "github_repository_collaborator" }
  expect {
    policy  = "github_collaborator_admin"
    verdict = "pass"
  }
}

resource "github_repository_collaborator" "admin" {
  attrs = { repository = "app", username = "ada", permission = "admin" }
  meta  = { type = "github_repository_collaborator" }
  expect {
    policy  = "github_collaborator_admin"
    verdict = "fail"
  }
}

resource "github_repository_collaborator" "not_known_yet" {
  attrs = { repository = "app", username = "ada", permission = unknown("string") }
  meta  = { type = "github_repository_collaborator" }
  expect {
    policy  = "github_collaborator_admin"
    verdict = "undecided"
  }
}

resource "github_repository_collaborators" "push" {
  attrs = { repository = "app", user = [{ username = "ada", permission = "push" }] }
  meta  = { type = "github_repository_collaborators" }
  expect {
    policy  = "github_collaborators_admin"
    verdict = "pass"
  }
}

resource "github_repository_collaborators" "admin" {
  attrs = { repository = "app", user = [{ username = "ada", permission = "admin" }] }
  meta  = { type = "github_repository_collaborators" }
  expect {
    policy  = "github_collaborators_admin"
    verdict = "fail"
  }
}

resource "github_organization_role" "reads" {
  attrs = { name = "auditor", base_role = "read" }
  meta  = { type = "github_organization_role" }
  expect {
    policy  = "github_organization_role_admin"
    verdict = "pass"
  }
}

resource "github_organization_role" "admin" {
  attrs = { name = "all", base_role = "admin" }
  meta  = { type = "github_organization_role" }
  expect {
    policy  = "github_organization_role_admin"
    verdict = "fail"
  }
}
