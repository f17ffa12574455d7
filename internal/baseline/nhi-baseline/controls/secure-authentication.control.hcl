control "secure-authentication" {
  objective  = "Non-human identities authenticate by strong, current means; anonymous and shared ones are off."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI4:2025", "nist-csf-2.0:PR.AA-01", "nist-sp-800-53:IA-5"]
  action     = "block"

  policies = [
    "aws_iam_password_policy",
    "aws_iam_trust_saml",
    "aws_iam_trust_saml_document",
  ]

  parameter "aws_console_password_days" {
    default = 90
    minimum = 30
    maximum = 365
  }

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
