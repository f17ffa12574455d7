control "c" {
  objective = "o"
  owner     = "o"
  severity  = "low"
  policies  = ["privileged_entitlement_has_review_schedule"]

  variation {
    approvers = ["nobodys"]
    evidence  = ["ticket"]
  }

  variation {
    approvers = ["alice@msp.example"]
  }

  break_glass {
    approvers    = ["alice@msp.example"]
    approvals    = 2
    max_duration = "short"
  }
}

#: 12,3-12: Duplicate block; A control has one variation block; the first is at policies/x.control.hcl:7,3-12.
#: 9,5-13: Unsupported argument; An argument named "evidence" is not expected here.
#: 8,18-27: No such group; "nobodys" is neither a group of the bundle nor a principal such as alice@msp.example. Declare it: group "nobodys" { members = [...] }.
#: 19,20-27: Unsuitable value; The value of "max_duration" is not suitable: "short" is not a period: not an ISO 8601 duration; write hours, days or weeks as 36h, 14d, 12w, or an ISO 8601 duration such as P3M.
#: 16,3-14: Too few approvers; Break-glass accesses need 2 approvals, but there is 1 person to approve them, so none could ever be approved.
