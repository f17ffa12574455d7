policytest {
  targets = ["organization_scanning.policy.hcl"]
}

resource "github_organization_settings" "scanned" {
  attrs = { secret_scanning_enabled_for_new_repositories = true, secret_scanning_push_protection_enabled_for_new_repositories = true }
  meta  = { type = "github_organization_settings" }
  expect {
    policy  = "github_organization_scanning"
    verdict = "pass"
  }
}

resource "github_organization_settings" "unscanned" {
  attrs = { secret_scanning_enabled_for_new_repositories = null, secret_scanning_push_protection_enabled_for_new_repositories = false }
  meta  = { type = "github_organization_settings" }
  expect {
    policy  = "github_organization_scanning"
    verdict = "fail"
  }
}

resource "github_organization_settings" "not_known_yet" {
  attrs = { secret_scanning_enabled_for_new_repositories = unknown("bool"), secret_scanning_push_protection_enabled_for_new_repositories = true }
  meta  = { type = "github_organization_settings" }
  expect {
    policy  = "github_organization_scanning"
    verdict = "undecided"
  }
}

resource "github_enterprise_security_analysis_settings" "scanned" {
  attrs = { secret_scanning_enabled_for_new_repositories = true, secret_scanning_push_protection_enabled_for_new_repositories = true }
  meta  = { type = "github_enterprise_security_analysis_settings" }
  expect {
    policy  = "github_enterprise_scanning"
    verdict = "pass"
  }
}

resource "github_enterprise_security_analysis_settings" "unscanned" {
  attrs = { secret_scanning_enabled_for_new_repositories = false, secret_scanning_push_protection_enabled_for_new_repositories = null }
  meta  = { type = "github_enterprise_security_analysis_settings" }
  expect {
    policy  = "github_enterprise_scanning"
    verdict = "fail"
  }
}
