control "ai-agents" {
  objective  = "Non-human identities of AI agents have owners, bounds and an off switch."
  owner      = "security"
  severity   = "medium"
  frameworks = ["nist-ai-rmf:GOVERN 1.6", "nist-ai-rmf:GOVERN 3.2", "nist-ai-rmf:MANAGE 2.4"]
  action     = "block"

  policies = [
    "nhi_agent_has_an_off_switch",
    "nhi_agent_is_privileged_for_a_short_time",
  ]

  parameter "max_agent_access" {
    default = "P30D"
    minimum = "P1D"
    maximum = "P90D"
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
