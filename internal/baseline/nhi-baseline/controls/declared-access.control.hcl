control "declared-access" {
  objective  = "A system has what its records say: access that came or went behind their back is noticed."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI5:2025", "nist-csf-2.0:PR.AA-05", "nist-csf-2.0:DE.CM-03", "nist-sp-800-53:AC-2"]
  action     = "block"

  policies = [
    "nhi_access_drifted",
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
