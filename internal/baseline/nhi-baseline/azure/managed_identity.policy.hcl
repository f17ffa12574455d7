# Refuses automation accounts and API gateways that have no managed identity.
#
# Why: without one what they run authenticates by certificates and passwords
# that somebody keeps.
#
# Mend: add identity with type SystemAssigned or UserAssigned.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_automation_account" "azure_automation_identity" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::try(attrs.identity, null) == null ? [] : attrs.identity) > 0
    error_message = "The account ${attrs.name} has no identity, and so needs secrets. Add identity with type SystemAssigned or UserAssigned."
  }
}

resource_policy "azurerm_api_management" "azure_api_management_identity" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::try(attrs.identity, null) == null ? [] : attrs.identity) > 0
    error_message = "The gateway ${attrs.name} has no identity, and so needs secrets. Add identity with type SystemAssigned or UserAssigned."
  }
}
