# Refuses credentials that are kept outside of a vault, or outside of the
# vaults that their tenant approved.
#
# Why: a secret in a file, a mail or a wiki is copied by everything that
# copies files. A vault says who read it, and can take it away.
#
# Mend: store the credential in a vault of the tenant and set
# credential.location to its URI there; approved_vaults of nhi_tenant lists
# the beginnings of such URIs.
policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "unsafe_locations" {
  type        = list(string)
  default     = ["file", "env", "http", "ftp", "mailto", "data"]
  description = "Schemes of URIs that are no vault."
}

resource_policy "nhi_identity" "nhi_credential_is_in_a_vault" {
  filter = core::try(attrs.credential.location, null) != null

  locals {
    scheme = core::split(":", core::lower(attrs.credential.location))[0]
  }

  enforce {
    condition     = !core::contains(input.unsafe_locations, local.scheme)
    error_message = "The credential of ${attrs.name} is at ${attrs.credential.location}, which is no vault."
  }
}

resource_policy "nhi_identity" "nhi_credential_is_in_a_vault_of_its_tenant" {
  filter = core::try(attrs.credential.location, null) != null

  locals {
    # The tenants of this configuration that approve of vaults and not of this
    # one. Which of them is the identity's may be known only after apply.
    strangers = [
      for t in core::getresources("nhi_tenant", {}) : t.id
      if core::length(core::try(t.approved_vaults, [])) > 0 && !core::anytrue([for v in t.approved_vaults : core::startswith(attrs.credential.location, v)])
    ]
  }

  enforce {
    condition     = core::alltrue([for id in local.strangers : id != attrs.tenant])
    error_message = "The credential of ${attrs.name} is at ${attrs.credential.location}, which its tenant did not approve. Add the vault to approved_vaults, or move the credential."
  }
}
