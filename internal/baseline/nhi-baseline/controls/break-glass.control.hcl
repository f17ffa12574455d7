control "break-glass" {
  objective  = "Emergency access is separate, bounded and reviewed after use."
  owner      = "security"
  severity   = "high"
  frameworks = ["nist-csf-2.0:RS.MA-04", "nist-sp-800-53:AC-2(2)", "nist-ai-rmf:MANAGE 2.4"]
  action     = "block"

  policies = [
    "nhi_break_glass_has_two_activators",
    "nhi_break_glass_is_reviewed",
    "nhi_break_glass_is_separate",
    "nhi_break_glass_is_short",
    "nhi_break_glass_used",
  ]

  parameter "max_break_glass" {
    default = "PT8H"
    minimum = "PT1H"
    maximum = "P1D"
  }

  parameter "max_break_glass_review" {
    default = "P3D"
    minimum = "P1D"
    maximum = "P7D"
  }

  exception {
    approvers    = ["nhi-approvers"]
    max_duration = "90d"
    evidence     = ["ticket"]
  }

  break_glass {
    approvers    = ["nhi-approvers"]
    approvals    = 1
    max_duration = "P1D"
  }

  escalation {
    after = "7d"
    to    = ["security"]
  }
}
