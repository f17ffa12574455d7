control "privileged-access-is-governed" {
  objective  = "Privileged access of a non-human identity ends and is reviewed, and its credential is rotated."
  owner      = "security@msp.example"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI5:2025", "nist-csf-2.0:PR.AA-05"]
  action     = "block"

  policies = [
    "privileged_entitlement_ends",
    "privileged_entitlement_is_reviewed",
    "credential_is_rotated",
  ]

  # Two of the group approve; without this block nobody could.
  exception {
    approvers    = ["security-leads"]
    approvals    = 2
    max_duration = "90d"
    evidence     = ["ticket", "risk_assessment"]
  }
}

group "security-leads" {
  members = ["alice@msp.example", "bob@msp.example", "jane@msp.example"]
}
