# Refuses break-glass access that lasts longer than the control allows, that
# one person alone can activate, that is reviewed late, or that the identity
# has for everyday use as well.
#
# Why: emergency access is granted without asking. What makes that safe is
# that it is short, that somebody else can do it too, and that it is looked
# at afterwards.
#
# Mend: set max_duration and review_within to at most the periods of the
# control, name two activators, and remove the everyday entitlement to the
# same privilege.
policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "max_break_glass" {
  type        = string
  default     = "PT8H"
  description = "How long one use of break-glass access may last."
}

input "max_break_glass_review" {
  type        = string
  default     = "P3D"
  description = "How soon a use of break-glass access is reviewed."
}

resource_policy "nhi_break_glass" "nhi_break_glass_is_short" {
  enforce {
    condition     = nhi::periodcmp(attrs.max_duration, input.max_break_glass) <= 0
    error_message = "Break-glass access to \"${attrs.privilege}\" lasts ${attrs.max_duration}; ${input.max_break_glass} is the most."
  }
}

resource_policy "nhi_break_glass" "nhi_break_glass_is_reviewed" {
  enforce {
    condition     = nhi::periodcmp(attrs.review_within, input.max_break_glass_review) <= 0
    error_message = "The use of break-glass access to \"${attrs.privilege}\" is reviewed within ${attrs.review_within}; ${input.max_break_glass_review} is the most."
  }
}

resource_policy "nhi_break_glass" "nhi_break_glass_has_two_activators" {
  enforce {
    condition     = core::length(attrs.activators) >= 2
    error_message = "Break-glass access to \"${attrs.privilege}\" hangs on one person, ${core::join(", ", attrs.activators)}."
  }
}

resource_policy "nhi_break_glass" "nhi_break_glass_is_separate" {
  locals {
    everyday = core::getresources("nhi_entitlement", { privilege = attrs.privilege })
  }

  enforce {
    condition     = core::alltrue([for e in local.everyday : e.identity != attrs.identity || e.system != attrs.system])
    error_message = "\"${attrs.privilege}\" is break-glass access and an everyday entitlement of the same identity."
  }
}
