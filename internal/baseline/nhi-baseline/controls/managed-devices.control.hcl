control "managed-devices" {
  objective  = "Devices meet the tenant's compliance policy."
  owner      = "security"
  severity   = "medium"
  frameworks = ["nist-csf-2.0:PR.PS-01", "nist-csf-2.0:GV.PO-01"]
  action     = "block"

  policies = [
    "device_okta_assurance",
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
