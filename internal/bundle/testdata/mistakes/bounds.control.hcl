control "c" {
  objective = "o"
  owner     = "o@msp.example"
  severity  = "low"
  policies  = ["privileged_entitlement_has_review_schedule"]
  parameter "over" {
    default = "P4M"
    maximum = "P3M"
  }
  parameter "over" {
    default = 1
  }
  parameter "words" {
    default = "often"
    minimum = 1
  }
  exception {
    max_duration = "3 months"
    approvals    = -1
    approvers    = ["security-lead", "lone"]
    evidence     = ["ticket", "ticket"]
  }
  exception {
    max_duration = "1d"
  }
  escalation {
    after = "soon"
    to    = []
  }
}
group "security-leads" {
  members = ["alice"]
}
group "security-leads" {
  members = ["bob@msp.example"]
}
control "c" {
}
#: 32,14-21: Not a principal; "alice" has no @. The members of a group are the principals of the allowed_signers file, such as alice@msp.example; a group holds no groups.
#: 34,7-23: Duplicate group; Group "security-leads" is already declared. Put its members into one block.
#: 6,13-19: Parameter without effect; No policy file declares input "over", so the parameter would change nothing.
#: 6,3-19: Parameter out of bounds; Parameter "over": P4M is above the maximum, P3M.
#: 10,13-19: Duplicate parameter; A parameter "over" is already declared at policies/x.control.hcl:6,3-19. It reaches policies as input.over, so its name is unique in the bundle.
#: 13,13-20: Parameter without effect; No policy file declares input "words", so the parameter would change nothing.
#: 13,3-20: Parameter out of bounds; Parameter "words": "often" and "1" cannot be compared: only two numbers or two periods have an order.
#: 23,3-12: Duplicate block; A control has one exception block; the first is at policies/x.control.hcl:17,3-12.
#: 19,20-22: Unsuitable value; The value of "approvals" must be a whole number, 0 or more.
#: 18,20-30: Unsuitable value; The value of "max_duration" is not suitable: "3 months" is not a period: not an ISO 8601 duration; write hours, days or weeks as 36h, 14d, 12w, or an ISO 8601 duration such as P3M.
#: 21,31-39: Duplicate element; "evidence" has "ticket" more than once.
#: 20,21-36: No such group; "security-lead" is neither a group of the bundle nor a principal such as alice@msp.example. Did you mean "security-leads"? Declare it: group "security-lead" { members = [...] }.
#: 20,38-44: No such group; "lone" is neither a group of the bundle nor a principal such as alice@msp.example. Declare it: group "lone" { members = [...] }.
#: 27,13-19: Unsuitable value; The value of "after" is not suitable: "soon" is not a period: not an ISO 8601 duration; write hours, days or weeks as 36h, 14d, 12w, or an ISO 8601 duration such as P3M.
#: 28,13-15: Empty list; "to" must not be empty. An escalation tells somebody.
#: 37,9-12: Duplicate control; Control "c" is already declared at policies/x.control.hcl:1,1-12. Exceptions name a control, so its name is unique in the bundle.
