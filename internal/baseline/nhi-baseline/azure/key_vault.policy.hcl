# Refuses key vaults whose content may be purged at once, that are open to
# every network, or that let access policies stand beside roles; and access
# policies that allow everything.
#
# Why: what a vault keeps is lost with it, and whoever reads it is everything
# that authenticates by it.
#
# Mend: set purge_protection_enabled, soft_delete_retention_days to
# azure_vault_recovery_days or more, rbac_authorization_enabled, and
# network_acls with default_action Deny.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "azure_vault_recovery_days" {
  type        = number
  default     = 7
  description = "How many days what is deleted from a vault comes back."
}

resource_policy "azurerm_key_vault" "azure_vault_purge" {
  enforce {
    condition     = core::try(attrs.purge_protection_enabled, null) == true
    error_message = "The content of the vault ${attrs.name} may be purged by whoever deletes it. Set purge_protection_enabled."
  }
}

resource_policy "azurerm_key_vault" "azure_vault_recovery" {
  enforce {
    condition     = core::try(attrs.soft_delete_enabled, null) != false && (core::try(attrs.soft_delete_retention_days, null) == null ? 90 : attrs.soft_delete_retention_days) >= input.azure_vault_recovery_days
    error_message = "What is deleted from the vault ${attrs.name} comes back for ${core::try(attrs.soft_delete_retention_days, 0)} days at most. Keep it for ${input.azure_vault_recovery_days}."
  }
}

resource_policy "azurerm_key_vault" "azure_vault_rbac" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.rbac_authorization_enabled, null) != false && core::try(attrs.enable_rbac_authorization, null) != false
    error_message = "The vault ${attrs.name} has access policies, by which every Contributor grants himself its content. Set rbac_authorization_enabled, and assign roles."
  }
}

resource_policy "azurerm_key_vault" "azure_vault_network" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.network_acls[0].default_action, null) != "Allow"
    error_message = "The vault ${attrs.name} answers every network. Set network_acls with default_action Deny, or public_network_access_enabled to false."
  }
}

resource_policy "azurerm_key_vault" "azure_vault_access_policy" {
  locals {
    granted = core::flatten([for a in core::try(attrs.access_policy, null) == null ? [] : attrs.access_policy : [for list in [core::try(a.key_permissions, null), core::try(a.secret_permissions, null), core::try(a.certificate_permissions, null), core::try(a.storage_permissions, null)] : list == null ? [] : list]])
    found   = core::distinct([for p in local.granted : core::lower(p) if core::contains(["all", "purge"], core::lower(p))])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "An access policy of the vault ${attrs.name} allows ${core::join(", ", local.found)}. Name what its holder does, and leave purging to people."
  }
}

resource_policy "azurerm_key_vault_access_policy" "azure_vault_access_policy_all" {
  locals {
    granted = core::flatten([for list in [core::try(attrs.key_permissions, null), core::try(attrs.secret_permissions, null), core::try(attrs.certificate_permissions, null), core::try(attrs.storage_permissions, null)] : list == null ? [] : list])
    found   = core::distinct([for p in local.granted : core::lower(p) if core::contains(["all", "purge"], core::lower(p))])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)} in the vault. Name what its holder does, and leave purging to people."
  }
}

resource_policy "azurerm_key_vault_managed_hardware_security_module" "azure_hsm_purge" {
  enforce {
    condition     = core::try(attrs.purge_protection_enabled, null) == true
    error_message = "The keys of the module ${attrs.name} may be purged by whoever deletes it. Set purge_protection_enabled."
  }
}

resource_policy "azurerm_app_configuration" "azure_app_configuration_purge" {
  filter = core::try(attrs.sku, null) == "standard" || core::try(attrs.sku, null) == "premium"

  enforce {
    condition     = core::try(attrs.purge_protection_enabled, null) == true
    error_message = "The store ${attrs.name} may be purged by whoever deletes it. Set purge_protection_enabled."
  }
}

resource_policy "azurerm_key_vault" "azure_vault_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_key_vault", { name = prior_attrs.name })) > 0
    error_message = "The vault ${prior_attrs.name} is deleted with all that it keeps. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_key_vault_key" "azure_vault_key_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_key_vault_key", { name = prior_attrs.name })) > 0
    error_message = "The key ${prior_attrs.name} is deleted, and what it encrypts is lost. Disable it first, and except the deletion."
  }
}
