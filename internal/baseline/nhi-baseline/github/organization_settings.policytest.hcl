policytest {
  targets = ["organization_settings.policy.hcl"]
}

resource "github_organization_settings" "strict" {
  attrs = { default_repository_permission = "read", members_can_create_public_repositories = false, members_can_create_repositories = null }
  meta  = { type = "github_organization_settings" }
  expect {
    policy  = "github_organization_settings"
    verdict = "pass"
  }
}

resource "github_organization_settings" "by_default" {
  attrs = { default_repository_permission = null, members_can_create_public_repositories = null, members_can_create_repositories = null }
  meta  = { type = "github_organization_settings" }
  expect {
    policy  = "github_organization_settings"
    verdict = "fail"
  }
}

resource "github_organization_settings" "admins" {
  attrs = { default_repository_permission = "admin", members_can_create_public_repositories = false }
  meta  = { type = "github_organization_settings" }
  expect {
    policy  = "github_organization_settings"
    verdict = "fail"
  }
}

resource "github_organization_settings" "not_known_yet" {
  attrs = { default_repository_permission = unknown("string"), members_can_create_public_repositories = false }
  meta  = { type = "github_organization_settings" }
  expect {
    policy  = "github_organization_settings"
    verdict = "undecided"
  }
}
