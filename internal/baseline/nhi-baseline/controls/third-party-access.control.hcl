control "third-party-access" {
  objective  = "What another party may do here is named, bounded and confirmed by it."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI3:2025", "nist-csf-2.0:PR.AA-05", "nist-ai-rmf:GOVERN 1.5"]
  action     = "block"

  policies = [
    "aws_iam_trust_account",
    "aws_iam_trust_account_document",
    "azure_lighthouse_role",
    "github_actions_allowed",
    "github_collaborator_admin",
    "github_collaborators_admin",
    "gitlab_application_scope",
    "gitlab_share_owner",
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
