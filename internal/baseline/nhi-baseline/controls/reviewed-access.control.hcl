control "reviewed-access" {
  objective  = "Access is reviewed on a schedule by somebody who does not own it."
  owner      = "security"
  severity   = "high"
  frameworks = ["nist-sp-800-53:AC-2 j", "nist-csf-2.0:GV.PO-02", "nist-ai-rmf:GOVERN 1.5", "nist-sp-800-53:AC-6(7)"]
  action     = "block"

  policies = [
    "google_privileged_access_approval",
    "nhi_privileged_access_is_reviewed",
    "nhi_privileged_access_is_reviewed_often",
    "nhi_privileged_set_ends_and_is_reviewed",
    "nhi_review_is_answered",
    "nhi_review_overdue",
  ]

  parameter "max_review_interval" {
    default = "P3M"
    minimum = "P1M"
    maximum = "P6M"
  }

  parameter "max_review_answer" {
    default = "P1M"
    minimum = "P1D"
    maximum = "P1M"
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
