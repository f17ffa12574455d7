control "governed-exceptions" {
  objective  = "An exception is approved, bounded and ends."
  owner      = "security"
  severity   = "high"
  frameworks = ["nist-csf-2.0:GV.PO-01", "nist-csf-2.0:ID.RA-07", "nist-ai-rmf:MANAGE 4.1", "nist-ai-rmf:GOVERN 1.2"]
  action     = "block"

  policies = [
    "azure_management_group_exemption_ends",
    "azure_resource_exemption_ends",
    "azure_resource_group_exemption_ends",
    "azure_subscription_exemption_ends",
    "nhi_exception_expired",
    "nhi_exception_is_narrow",
    "nhi_exception_is_short",
    "nhi_exception_says_why",
  ]

  parameter "max_exception" {
    default = "P90D"
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
