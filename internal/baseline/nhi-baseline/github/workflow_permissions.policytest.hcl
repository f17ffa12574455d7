policytest {
  targets = ["workflow_permissions.policy.hcl"]
}

resource "github_workflow_repository_permissions" "reads" {
  attrs = { default_workflow_permissions = "read", can_approve_pull_request_reviews = false }
  meta  = { type = "github_workflow_repository_permissions" }
  expect {
    policy  = "github_workflow_permissions"
    verdict = "pass"
  }
}

resource "github_workflow_repository_permissions" "writes" {
  attrs = { default_workflow_permissions = "write", can_approve_pull_request_reviews = null }
  meta  = { type = "github_workflow_repository_permissions" }
  expect {
    policy  = "github_workflow_permissions"
    verdict = "fail"
  }
}

resource "github_enterprise_actions_workflow_permissions" "approves" {
  attrs = { default_workflow_permissions = "read", can_approve_pull_request_reviews = true }
  meta  = { type = "github_enterprise_actions_workflow_permissions" }
  expect {
    policy  = "github_workflow_permissions"
    verdict = "fail"
  }
}

resource "github_workflow_repository_permissions" "not_known_yet" {
  attrs = { default_workflow_permissions = unknown("string"), can_approve_pull_request_reviews = false }
  meta  = { type = "github_workflow_repository_permissions" }
  expect {
    policy  = "github_workflow_permissions"
    verdict = "undecided"
  }
}
