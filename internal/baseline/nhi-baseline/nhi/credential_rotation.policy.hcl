# Refuses identities of a kind that has a credential which say nothing of
# it, and credentials that are not rotated within the period of the control.
#
# Why: a secret that is never changed is valid for everybody who ever saw
# it: in a log, a backup, a laptop that was sold.
#
# Mend: set credential.location to the vault that holds it, and
# credential.rotate_every to at most the period of the control.
policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "max_rotation" {
  type        = string
  default     = "P90D"
  description = "How old a credential may become."
}

resource_policy "nhi_identity" "nhi_credential_is_known" {
  # A workload may be known by its platform alone.
  filter = core::contains(["api_key", "oauth_app", "certificate", "service_account"], attrs.kind)

  enforce {
    condition     = core::try(attrs.credential, null) != null
    error_message = "${attrs.name} is of kind ${attrs.kind} and nothing is said of its credential. Set credential.location and credential.rotate_every."
  }
}

resource_policy "nhi_identity" "nhi_credential_is_rotated" {
  filter = core::try(attrs.credential, null) != null

  locals {
    rotate_every = core::try(attrs.credential.rotate_every, null)
  }

  enforce {
    condition     = local.rotate_every != null
    error_message = "The credential of ${attrs.name} is never rotated. Set credential.rotate_every."
  }

  enforce {
    condition     = local.rotate_every == null || core::try(nhi::periodcmp(local.rotate_every, input.max_rotation) <= 0, true)
    error_message = "The credential of ${attrs.name} is rotated every ${local.rotate_every}; ${input.max_rotation} is the most."
  }
}

# Overdue is a matter for whoever rotates, not for whoever changes something
# else.
resource_policy "nhi_identity" "nhi_credential_is_not_overdue" {
  enforcement_level = "advisory"
  filter            = core::try(attrs.credential.issued_at, null) != null && core::try(attrs.credential.rotate_every, null) != null

  locals {
    due_at = nhi::timeadd(attrs.credential.issued_at, attrs.credential.rotate_every)
  }

  enforce {
    condition     = core::timecmp(core::timestamp(), local.due_at) < 0
    error_message = "The credential of ${attrs.name} was to be rotated by ${local.due_at}."
  }
}
