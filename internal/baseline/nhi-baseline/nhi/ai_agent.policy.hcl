# Refuses AI agents whose credential has no end, and privileged access of
# theirs that is not for a short time.
#
# Why: an agent decides for itself what to do with what it may do. What it
# may do therefore ends soon unless somebody decides again.
#
# Mend: set credential.expires_at of the agent, and expires_at of its
# privileged entitlements to at most the period of the control.
policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "max_agent_access" {
  type        = string
  default     = "P30D"
  description = "How long an AI agent may have a privilege."
}

locals {
  agents = core::getresources("nhi_identity", { kind = "ai_agent" })
}

resource_policy "nhi_identity" "nhi_agent_has_an_off_switch" {
  filter = attrs.kind == "ai_agent"

  enforce {
    condition     = core::try(attrs.credential.expires_at, null) != null
    error_message = "${attrs.name} is an AI agent whose credential has no end. Set credential.expires_at."
  }
}

resource_policy "nhi_entitlement" "nhi_agent_is_privileged_for_a_short_time" {
  filter = core::try(attrs.privileged, null) == true

  locals {
    starts_at = core::try(attrs.starts_at, null) == null ? core::timestamp() : attrs.starts_at
    short     = core::try(core::timecmp(attrs.expires_at, nhi::timeadd(local.starts_at, input.max_agent_access)) <= 0, false)
  }

  enforce {
    condition     = local.short || core::alltrue([for a in local.agents : a.id != attrs.identity])
    error_message = "\"${attrs.privilege}\" is a privilege of an AI agent for longer than ${input.max_agent_access}."
  }
}
