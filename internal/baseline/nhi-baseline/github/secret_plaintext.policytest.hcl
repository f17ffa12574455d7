policytest {
  targets = ["secret_plaintext.policy.hcl"]
}

resource "github_actions_secret" "encrypted" {
  attrs = { secret_name = "TOKEN", plaintext_value = null, encrypted_value = "bm90IHNvIHNlY3JldA==" }
  meta  = { type = "github_actions_secret" }
  expect {
    policy  = "github_secret_plaintext"
    verdict = "pass"
  }
}

resource "github_actions_organization_secret" "plain" {
  attrs = { secret_name = "TOKEN", plaintext_value = "not-so-secret" }
  meta  = { type = "github_actions_organization_secret" }
  expect {
    policy  = "github_secret_plaintext"
    verdict = "fail"
  }
}

resource "github_dependabot_secret" "not_known_yet" {
  attrs = { secret_name = "TOKEN", plaintext_value = unknown("string") }
  meta  = { type = "github_dependabot_secret" }
  expect {
    policy  = "github_secret_plaintext"
    verdict = "undecided"
  }
}
