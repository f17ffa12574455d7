control "owned-identities" {
  objective  = "Every non-human identity has an accountable owner and a purpose."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI1:2025", "nist-csf-2.0:ID.AM-08", "nist-csf-2.0:GV.OC-01", "nist-sp-800-53:AC-2", "nist-ai-rmf:GOVERN 2.1"]
  action     = "block"

  policies = [
    "nhi_identity_has_an_owner",
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
