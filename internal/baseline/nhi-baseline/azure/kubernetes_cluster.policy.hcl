# Refuses clusters that have local accounts, no RBAC, no Entra ID, an API for
# every network, or the password of a service principal.
#
# Why: a local account is administrator by a certificate that cannot be
# withdrawn and names nobody; without RBAC every pod's token is.
#
# Mend: set local_account_disabled,
# azure_active_directory_role_based_access_control, a managed identity, and
# authorized_ip_ranges or a private cluster.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_kubernetes_cluster" "azure_kubernetes_local_account" {
  enforce {
    condition     = core::try(attrs.local_account_disabled, null) != false
    error_message = "The cluster ${attrs.name} has a local administrator whose certificate is shared. Set local_account_disabled, with Entra ID."
  }
}

resource_policy "azurerm_kubernetes_cluster" "azure_kubernetes_rbac" {
  enforce {
    condition     = core::try(attrs.role_based_access_control_enabled, null) != false && core::try(attrs.role_based_access_control[0].enabled, null) != false
    error_message = "Everybody is administrator of the cluster ${attrs.name}. Leave role_based_access_control_enabled true."
  }
}

resource_policy "azurerm_kubernetes_cluster" "azure_kubernetes_api" {
  enforcement_level = "advisory"

  locals {
    profile = core::try(attrs.api_server_access_profile[0].authorized_ip_ranges, null)
    older   = core::try(attrs.api_server_authorized_ip_ranges, null)
    ranges  = local.profile != null ? local.profile : (local.older != null ? local.older : [])
  }

  enforce {
    condition     = core::try(attrs.private_cluster_enabled, null) == true || !core::contains(local.ranges, "0.0.0.0/0")
    error_message = "The API of the cluster ${attrs.name} answers every network. Set private_cluster_enabled, or name authorized_ip_ranges."
  }
}

resource_policy "azurerm_kubernetes_cluster" "azure_kubernetes_service_principal" {
  enforce {
    condition     = core::length(core::try(attrs.service_principal, null) == null ? [] : attrs.service_principal) == 0
    error_message = "The cluster ${attrs.name} runs by the password of a service principal. Give it a managed identity (identity)."
  }
}

resource_policy "azurerm_kubernetes_cluster" "azure_kubernetes_secret_rotation" {
  filter = core::length(core::try(attrs.key_vault_secrets_provider, null) == null ? [] : attrs.key_vault_secrets_provider) > 0

  enforce {
    condition     = core::try(attrs.key_vault_secrets_provider[0].secret_rotation_enabled, null) == true
    error_message = "Secrets that the cluster ${attrs.name} takes from the vault stay as they were when the pod started. Set secret_rotation_enabled."
  }
}

resource_policy "azurerm_kubernetes_cluster" "azure_kubernetes_upgrades" {
  enforce {
    condition     = !core::contains(["none", "None", "Unmanaged"], core::try(attrs.node_os_upgrade_channel, null)) && !core::contains(["none", "None"], core::try(attrs.automatic_upgrade_channel, null))
    error_message = "The cluster ${attrs.name} is told not to patch itself. Set automatic_upgrade_channel to patch or stable, and node_os_upgrade_channel to NodeImage or SecurityPatch."
  }
}

resource_policy "azurerm_redhat_openshift_cluster" "azure_openshift_api" {
  enforce {
    condition     = core::try(attrs.api_server_profile[0].visibility, null) != "Public"
    error_message = "The API of the cluster ${attrs.name} answers every network. Set visibility of api_server_profile to Private."
  }
}
