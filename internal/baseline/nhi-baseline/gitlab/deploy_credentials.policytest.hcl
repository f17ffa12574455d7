policytest {
  targets = ["deploy_credentials.policy.hcl"]
}

resource "gitlab_deploy_key" "reads" {
  attrs = { project = "acme/app", can_push = null }
  meta  = { type = "gitlab_deploy_key" }
  expect {
    policy  = "gitlab_deploy_key_push"
    verdict = "pass"
  }
}

resource "gitlab_deploy_key_enable" "pushes" {
  attrs = { project = "acme/app", can_push = true }
  meta  = { type = "gitlab_deploy_key_enable" }
  expect {
    policy  = "gitlab_deploy_key_push"
    verdict = "fail"
  }
}

resource "gitlab_deploy_key" "not_known_yet" {
  attrs = { project = "acme/app", can_push = unknown("bool") }
  meta  = { type = "gitlab_deploy_key" }
  expect {
    policy  = "gitlab_deploy_key_push"
    verdict = "undecided"
  }
}

resource "gitlab_deploy_token" "ends" {
  attrs = { name = "pull", scopes = ["read_registry"], expires_at = "2027-03-01T00:00:00Z" }
  meta  = { type = "gitlab_deploy_token" }
  expect {
    policy  = "gitlab_deploy_token"
    verdict = "pass"
  }
}

resource "gitlab_project_deploy_token" "never_ends" {
  attrs = { name = "pull", scopes = ["read_registry"], expires_at = null }
  meta  = { type = "gitlab_project_deploy_token" }
  expect {
    policy  = "gitlab_deploy_token"
    verdict = "fail"
  }
}

resource "gitlab_group_deploy_token" "writes" {
  attrs = { name = "push", scopes = ["write_registry"], expires_at = "2027-03-01T00:00:00Z" }
  meta  = { type = "gitlab_group_deploy_token" }
  expect {
    policy  = "gitlab_deploy_token"
    verdict = "fail"
  }
}
