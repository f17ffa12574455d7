policytest {
  targets = ["webhook.policy.hcl"]
}

resource "gitlab_project_hook" "signed" {
  attrs = { url = "https://ci.example.com/hook", token = "not-so-secret", enable_ssl_verification = true }
  meta  = { type = "gitlab_project_hook" }
  expect {
    policy  = "gitlab_webhook"
    verdict = "pass"
  }
}

resource "gitlab_group_hook" "unsigned" {
  attrs = { url = "https://ci.example.com/hook", token = null, enable_ssl_verification = null }
  meta  = { type = "gitlab_group_hook" }
  expect {
    policy  = "gitlab_webhook"
    verdict = "fail"
  }
}

resource "gitlab_system_hook" "unverified" {
  attrs = { url = "http://ci.example.com/hook", token = "not-so-secret", enable_ssl_verification = false }
  meta  = { type = "gitlab_system_hook" }
  expect {
    policy  = "gitlab_webhook"
    verdict = "fail"
  }
}

resource "gitlab_project_hook" "not_known_yet" {
  attrs = { url = "https://ci.example.com/hook", token = "not-so-secret", enable_ssl_verification = unknown("bool") }
  meta  = { type = "gitlab_project_hook" }
  expect {
    policy  = "gitlab_webhook"
    verdict = "undecided"
  }
}
