# Refuses exceptions that last longer than the control of the baseline
# allows, cover everything, or are mitigated by nothing.
#
# Why: an exception is a hole that somebody agreed to. It stays one that
# somebody can remember only while it is short and small.
#
# Mend: set expires_at to at most the period of the control, name in targets
# the records or addresses that need it, and describe the mitigation when
# the category is "mitigated".
policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "max_exception" {
  type        = string
  default     = "P90D"
  description = "How long an exception may last."
}

resource_policy "nhi_exception" "nhi_exception_is_short" {
  locals {
    starts_at = core::try(attrs.starts_at, null) == null ? core::timestamp() : attrs.starts_at
  }

  enforce {
    condition     = core::timecmp(attrs.expires_at, nhi::timeadd(local.starts_at, input.max_exception)) <= 0
    error_message = "The exception to ${attrs.control} lasts until ${attrs.expires_at}, longer than ${input.max_exception}."
  }
}

resource_policy "nhi_exception" "nhi_exception_is_narrow" {
  enforce {
    condition     = core::alltrue([for t in attrs.targets : !core::regex_match(t, "^[*.]*$")])
    error_message = "The exception to ${attrs.control} covers everything. Name what needs it in targets."
  }
}

resource_policy "nhi_exception" "nhi_exception_says_why" {
  enforce {
    condition     = core::length(core::trimspace(attrs.reason)) >= 10
    error_message = "The reason of the exception to ${attrs.control} is \"${attrs.reason}\". Say in a sentence why it must be."
  }

  enforce {
    condition     = attrs.category != "mitigated" || core::try(attrs.mitigation, null) != null
    error_message = "The exception to ${attrs.control} is mitigated, and nothing says how. Set mitigation."
  }
}
