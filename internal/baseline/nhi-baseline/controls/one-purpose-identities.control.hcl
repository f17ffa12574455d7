control "one-purpose-identities" {
  objective  = "One identity, one purpose: it is not shared between workloads."
  owner      = "security"
  severity   = "medium"
  frameworks = ["owasp-nhi:NHI9:2025", "nist-sp-800-53:AC-5"]
  action     = "block"

  policies = [
    "aws_acm_wildcard",
    "aws_emr_default_roles",
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
