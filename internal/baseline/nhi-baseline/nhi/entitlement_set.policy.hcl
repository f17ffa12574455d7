# Refuses sets of entitlements with privileged ones that have no end or that
# nobody reviews.
#
# Why: a set says all that an identity may do in a system. One that lasts
# for ever is never read again.
#
# Mend: set expires_at and review_schedule of the set, or keep the
# privileged entitlement apart, with an end of its own.
policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "nhi_entitlement_set" "nhi_privileged_set_ends_and_is_reviewed" {
  filter = core::anytrue([for p in attrs.privileges : core::try(p.privileged, null) == true])

  locals {
    privileged = [for p in attrs.privileges : p.name if core::try(p.privileged, null) == true]
  }

  enforce {
    condition     = core::try(attrs.expires_at, null) != null
    error_message = "The set holds ${core::join(", ", local.privileged)}, which is privileged, and has no end. Set expires_at."
  }

  enforce {
    condition     = core::try(attrs.review_schedule, null) != null
    error_message = "The set holds ${core::join(", ", local.privileged)}, which is privileged, and nobody reviews it. Set review_schedule."
  }
}
