# Refuses access that outlives the contract of its tenant, and identities of
# a tenant whose contract has ended and that is not being offboarded.
#
# Why: after the contract nobody looks at the tenant any more, and its keys
# still open the door.
#
# Mend: end the entitlement with the contract, or extend contract_end of
# nhi_tenant first. To end a tenant, set offboard = true.
policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Tenants of this configuration whose contract ends.
  ending = [for t in core::getresources("nhi_tenant", {}) : t if core::try(t.contract_end, null) != null]
}

resource_policy "nhi_entitlement" "nhi_access_ends_with_the_contract" {
  filter = core::try(attrs.expires_at, null) != null

  enforce {
    condition     = core::alltrue([for t in local.ending : core::timecmp(attrs.expires_at, t.contract_end) <= 0 || t.id != attrs.tenant])
    error_message = "\"${attrs.privilege}\" lasts until ${attrs.expires_at}, beyond its tenant's contract."
  }
}

resource_policy "nhi_identity" "nhi_no_identity_after_the_contract" {
  enforce {
    condition     = core::alltrue([for t in local.ending : core::timecmp(core::timestamp(), t.contract_end) < 0 || core::try(t.offboard, false) == true || t.id != attrs.tenant])
    error_message = "The contract of the tenant of ${attrs.name} has ended."
  }
}
