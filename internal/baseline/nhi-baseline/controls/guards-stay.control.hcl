control "guards-stay" {
  objective  = "A guard on an identity (boundary, condition, log, rotation, review) is not removed."
  owner      = "security"
  severity   = "high"
  frameworks = ["nist-csf-2.0:PR.PS-01", "nist-csf-2.0:DE.CM-03", "nist-csf-2.0:ID.RA-07", "nist-sp-800-53:AC-2(2)"]
  action     = "block"

  policies = [
    "nhi_end_and_review_stay",
    "nhi_review_schedule_stays",
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
