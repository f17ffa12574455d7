control "emergencies-are-short" {
  objective = "Emergency access is approved beforehand, short, and reviewed after use."
  owner     = "security@msp.example"
  severity  = "high"
  policies  = ["privileged_entitlement_ends"]

  break_glass {
    approvers    = ["alice@msp.example"]
    max_duration = "4h"
  }
}
