control "least-privilege" {
  objective  = "A non-human identity may do what its purpose needs, and nothing beyond."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI5:2025", "nist-csf-2.0:PR.AA-05", "nist-sp-800-53:AC-6", "nist-sp-800-53:AC-6(7)"]
  action     = "block"

  policies = [
    "aws_iam_escalation",
    "aws_iam_escalation_document",
    "aws_iam_exposes_credentials",
    "aws_iam_exposes_credentials_document",
    "aws_iam_manages_permissions",
    "aws_iam_manages_permissions_document",
    "aws_iam_not_action",
    "aws_iam_not_action_document",
    "aws_iam_reads_everything",
    "aws_iam_reads_everything_document",
    "aws_iam_wildcard_action",
    "aws_iam_wildcard_action_document",
    "aws_iam_writes_everything",
    "aws_iam_writes_everything_document",
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
