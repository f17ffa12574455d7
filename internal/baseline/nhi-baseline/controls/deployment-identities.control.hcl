control "deployment-identities" {
  objective  = "A pipeline's identity is bound to its repository, branch and environment, and may do what its job needs."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI6:2025", "nist-csf-2.0:PR.AA-05"]
  action     = "block"

  policies = [
    "aws_iam_trust_federation",
    "aws_iam_trust_federation_document",
    "azure_application_federation",
    "azure_flexible_federation",
    "azure_identity_federation",
    "github_branch_protection_admins",
    "github_branch_protection_v3_weak",
    "github_branch_protection_weak",
    "github_environment_branches",
    "github_environment_open",
    "github_oidc_subject",
    "github_ruleset_idle",
    "github_runner_group_public",
    "github_workflow_permissions",
    "gitlab_approval_rule",
    "gitlab_author_approval",
    "gitlab_branch_protection",
    "gitlab_group_author_approval",
    "gitlab_protected_environment",
    "gitlab_runner_open",
    "gitlab_tag_protection",
    "gitlab_user_runner_open",
    "google_build_pull_request",
    "google_workload_condition",
    "google_workload_whole_pool",
  ]

  exception {
    approvers    = ["nhi-approvers"]
    max_duration = "90d"
    evidence     = ["ticket"]
  }

  escalation {
    after = "7d"
    to    = ["security"]
  }
}
