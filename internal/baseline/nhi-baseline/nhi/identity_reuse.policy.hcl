# Refuses an identity that is registered for more than one tenant or
# environment.
#
# Why: a key that opens test opens production, and one tenant's breach
# becomes every tenant's.
#
# Mend: make an identity for each tenant and each environment, and give it
# the privileges of that one alone.
policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "nhi_identity" "nhi_identity_is_of_one_environment" {
  filter = core::try(attrs.external_id, null) != null

  locals {
    records = core::getresources("nhi_identity", { external_id = attrs.external_id })
  }

  enforce {
    condition     = core::length(core::distinct([for r in local.records : core::try(r.environment, "")])) <= 1
    error_message = "${attrs.external_id} is registered for the environments ${core::join(", ", core::distinct([for r in local.records : r.environment]))}."
  }
}

resource_policy "nhi_identity" "nhi_identity_is_of_one_tenant" {
  filter = core::try(attrs.external_id, null) != null

  locals {
    records = core::getresources("nhi_identity", { external_id = attrs.external_id })
  }

  enforce {
    condition     = core::alltrue([for r in local.records : r.tenant == attrs.tenant])
    error_message = "${attrs.external_id} is registered for more than one tenant."
  }
}
