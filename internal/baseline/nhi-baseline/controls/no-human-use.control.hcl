control "no-human-use" {
  objective  = "A person does not use a non-human identity, and none has a console login."
  owner      = "security"
  severity   = "medium"
  frameworks = ["owasp-nhi:NHI10:2025", "nist-sp-800-53:AC-2"]
  action     = "block"

  policies = [
    "aws_iam_login_profile",
    "nhi_identity_is_not_for_people",
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
