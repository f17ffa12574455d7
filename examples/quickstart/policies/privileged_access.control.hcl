control "privileged-access-is-governed" {
  objective  = "Privileged access of a non-human identity ends and is reviewed, and its credential is rotated."
  owner      = "security@msp.example"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI5:2025", "nist-csf-2.0:PR.AA-05", "nist-sp-800-53:AC-6(7)"]
  action     = "block"

  policies = [
    "privileged_entitlement_ends",
    "privileged_entitlement_is_reviewed",
    "credential_is_rotated",
  ]

  exception {
    approvers    = ["security-leads"]
    approvals    = 1
    max_duration = "90d"
    evidence     = ["ticket"]
  }

  escalation {
    after = "7d"
    to    = ["soc@msp.example"]
  }
}

group "security-leads" {
  members = ["alice@msp.example", "bob@msp.example"]
}
