# Refuses privileged entitlements that have no end, last longer than the
# control allows, or that nobody reviews.
#
# Why: privileged access outlives its reason unless something ends it. An
# end and a review are two chances to notice.
#
# Mend: set expires_at to the day the work is done, and review_schedule to a
# schedule whose reviewers do not own the identity.
policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "max_privileged_access" {
  type        = string
  default     = "P1Y"
  description = "How long a privileged entitlement may last."
}

resource_policy "nhi_entitlement" "nhi_privileged_access_ends" {
  filter = core::try(attrs.privileged, null) == true

  locals {
    starts_at = core::try(attrs.starts_at, null) == null ? core::timestamp() : attrs.starts_at
    latest    = nhi::timeadd(local.starts_at, input.max_privileged_access)
  }

  enforce {
    condition     = core::try(attrs.expires_at, null) != null
    error_message = "\"${attrs.privilege}\" is privileged and has no end. Set expires_at."
  }

  enforce {
    condition     = core::try(attrs.expires_at, null) == null || core::timecmp(core::try(attrs.expires_at, local.latest), local.latest) <= 0
    error_message = "\"${attrs.privilege}\" is privileged until ${attrs.expires_at}, longer than ${input.max_privileged_access}."
  }
}

resource_policy "nhi_entitlement" "nhi_privileged_access_is_reviewed" {
  filter = core::try(attrs.privileged, null) == true

  enforce {
    condition     = core::try(attrs.review_schedule, null) != null
    error_message = "\"${attrs.privilege}\" is privileged and nobody reviews it. Set review_schedule."
  }
}

# Set once, the end and the review stay: access does not become endless by an
# edit that nobody reads.
resource_policy "nhi_entitlement" "nhi_end_and_review_stay" {
  operations = ["update"]

  enforce {
    condition     = core::try(prior_attrs.expires_at, null) == null || core::try(attrs.expires_at, null) != null
    error_message = "\"${attrs.privilege}\" loses its end, ${prior_attrs.expires_at}."
  }

  enforce {
    condition     = core::try(prior_attrs.review_schedule, null) == null || core::try(attrs.review_schedule, null) != null
    error_message = "\"${attrs.privilege}\" is no longer reviewed."
  }
}
