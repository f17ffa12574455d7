control "nobody-can-approve" {
  objective = "o"
  owner     = "o@msp.example"
  severity  = "low"
  policies  = ["privileged_entitlement_has_review_schedule"]
  exception {
    max_duration = "1d"
  }
}
control "one-cannot-sign-twice" {
  objective = "o"
  owner     = "o@msp.example"
  severity  = "low"
  policies  = []
  exception {
    max_duration = var.max
    approvers    = ["a@msp.example"]
    approvals    = 2
  }
}
control "needs-no-approval" {
  objective = "o"
  owner     = "o@msp.example"
  severity  = "low"
  policies  = ["privileged_entitlement_has_review_schedule"]
  exception {
    max_duration = "1d"
    approvals    = 0
  }
}
#: 6,3-12: Too few approvers; Exceptions need 1 approval, but there is nobody to approve them, so none could ever be approved.
#: 14,15-17: Empty list; "policies" must not be empty. A control is enforced by at least one policy; write its name as in resource_policy "TYPE" "NAME".
#: 16,20-23: Variables not allowed; Variables may not be used here.
#: 15,3-12: Too few approvers; Exceptions need 2 approvals, but there is 1 person to approve them, so none could ever be approved.
