control "offboarding" {
  objective  = "Access ends with its purpose, its contract or its tenant."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI1:2025", "nist-csf-2.0:PR.AA-01", "nist-sp-800-53:AC-2(3)", "nist-ai-rmf:GOVERN 1.7"]
  action     = "block"

  policies = [
    "nhi_access_ends_with_the_contract",
    "nhi_access_expired",
    "nhi_contract_ended",
    "nhi_no_identity_after_the_contract",
    "nhi_privileged_access_ends",
  ]

  parameter "max_privileged_access" {
    default = "P1Y"
    minimum = "P1D"
    maximum = "P1Y"
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
