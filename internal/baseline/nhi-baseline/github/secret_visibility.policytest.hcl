policytest {
  targets = ["secret_visibility.policy.hcl"]
}

resource "github_actions_organization_secret" "selected" {
  attrs = { secret_name = "TOKEN", visibility = "selected" }
  meta  = { type = "github_actions_organization_secret" }
  expect {
    policy  = "github_organization_secret_all"
    verdict = "pass"
  }
}

resource "github_actions_organization_secret" "all" {
  attrs = { secret_name = "TOKEN", visibility = "all" }
  meta  = { type = "github_actions_organization_secret" }
  expect {
    policy  = "github_organization_secret_all"
    verdict = "fail"
  }
}

resource "github_codespaces_organization_secret" "not_known_yet" {
  attrs = { secret_name = "TOKEN", visibility = unknown("string") }
  meta  = { type = "github_codespaces_organization_secret" }
  expect {
    policy  = "github_organization_secret_all"
    verdict = "undecided"
  }
}
