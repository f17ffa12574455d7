policytest {
  targets = ["webhook.policy.hcl"]
}

resource "github_repository_webhook" "signed" {
  attrs = { active = true, configuration = [{ url = "https://ci.example.com/hook", content_type = "json", insecure_ssl = false, secret = "not-so-secret" }] }
  meta  = { type = "github_repository_webhook" }
  expect {
    policy  = "github_webhook"
    verdict = "pass"
  }
}

resource "github_organization_webhook" "unsigned" {
  attrs = { active = null, configuration = [{ url = "https://ci.example.com/hook", insecure_ssl = null, secret = null }] }
  meta  = { type = "github_organization_webhook" }
  expect {
    policy  = "github_webhook"
    verdict = "fail"
  }
}

resource "github_repository_webhook" "unverified" {
  attrs = { active = true, configuration = [{ url = "http://ci.example.com/hook", insecure_ssl = true, secret = "not-so-secret" }] }
  meta  = { type = "github_repository_webhook" }
  expect {
    policy  = "github_webhook"
    verdict = "fail"
  }
}

resource "github_repository_webhook" "not_known_yet" {
  attrs = { active = true, configuration = [{ url = "https://ci.example.com/hook", insecure_ssl = unknown("bool"), secret = "not-so-secret" }] }
  meta  = { type = "github_repository_webhook" }
  expect {
    policy  = "github_webhook"
    verdict = "undecided"
  }
}

resource "github_repository_webhook" "off" {
  attrs = { active = false, configuration = [] }
  meta  = { type = "github_repository_webhook" }
}
