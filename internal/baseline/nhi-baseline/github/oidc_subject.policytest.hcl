policytest {
  targets = ["oidc_subject.policy.hcl"]
}

resource "github_actions_repository_oidc_subject_claim_customization_template" "whole" {
  attrs = { repository = "app", use_default = false, include_claim_keys = ["repo", "context", "job_workflow_ref"] }
  meta  = { type = "github_actions_repository_oidc_subject_claim_customization_template" }
  expect {
    policy  = "github_oidc_subject"
    verdict = "pass"
  }
}

resource "github_actions_organization_oidc_subject_claim_customization_template" "of_any_repository" {
  attrs = { include_claim_keys = ["repository_owner", "ref"] }
  meta  = { type = "github_actions_organization_oidc_subject_claim_customization_template" }
  expect {
    policy  = "github_oidc_subject"
    verdict = "fail"
  }
}

resource "github_actions_repository_oidc_subject_claim_customization_template" "of_any_branch" {
  attrs = { repository = "app", use_default = false, include_claim_keys = ["repo", "actor"] }
  meta  = { type = "github_actions_repository_oidc_subject_claim_customization_template" }
  expect {
    policy  = "github_oidc_subject"
    verdict = "fail"
  }
}

resource "github_actions_repository_oidc_subject_claim_customization_template" "not_known_yet" {
  attrs = { repository = "app", use_default = false, include_claim_keys = [unknown("string")] }
  meta  = { type = "github_actions_repository_oidc_subject_claim_customization_template" }
  expect {
    policy  = "github_oidc_subject"
    verdict = "undecided"
  }
}

resource "github_actions_repository_oidc_subject_claim_customization_template" "default" {
  attrs = { repository = "app", use_default = true, include_claim_keys = null }
  meta  = { type = "github_actions_repository_oidc_subject_claim_customization_template" }
}
