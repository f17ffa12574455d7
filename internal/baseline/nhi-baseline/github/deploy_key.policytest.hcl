policytest {
  targets = ["deploy_key.policy.hcl"]
}

resource "github_repository_deploy_key" "reads" {
  attrs = { title = "ci", repository = "app", read_only = true }
  meta  = { type = "github_repository_deploy_key" }
  expect {
    policy  = "github_deploy_key_write"
    verdict = "pass"
  }
}

resource "github_repository_deploy_key" "by_default" {
  attrs = { title = "ci", repository = "app", read_only = null }
  meta  = { type = "github_repository_deploy_key" }
  expect {
    policy  = "github_deploy_key_write"
    verdict = "pass"
  }
}

resource "github_repository_deploy_key" "writes" {
  attrs = { title = "ci", repository = "app", read_only = false }
  meta  = { type = "github_repository_deploy_key" }
  expect {
    policy  = "github_deploy_key_write"
    verdict = "fail"
  }
}

resource "github_repository_deploy_key" "not_known_yet" {
  attrs = { title = "ci", repository = "app", read_only = unknown("bool") }
  meta  = { type = "github_repository_deploy_key" }
  expect {
    policy  = "github_deploy_key_write"
    verdict = "undecided"
  }
}
