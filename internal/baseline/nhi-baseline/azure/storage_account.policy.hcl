# Refuses storage accounts that hand out or take their keys, serve blobs to
# anybody, or talk without encryption, or by TLS before 1.2.
#
# Why: a key of an account does everything with everything in it, names nobody
# in the log, and never ends.
#
# Mend: set shared_access_key_enabled and allow_nested_items_to_be_public to
# false, grant roles on data to identities, and leave https and TLS 1.2 on.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_storage_account" "azure_storage_shared_key" {
  enforce {
    condition     = core::try(attrs.shared_access_key_enabled, null) != true
    error_message = "Whoever has a key of the account ${attrs.name} does everything with it. Set shared_access_key_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_storage_account" "azure_storage_public_blobs" {
  enforce {
    condition     = core::try(attrs.allow_nested_items_to_be_public, null) != true && core::try(attrs.allow_blob_public_access, null) != true
    error_message = "Containers of the account ${attrs.name} may be opened to everybody. Set allow_nested_items_to_be_public to false."
  }
}

resource_policy "azurerm_storage_account" "azure_storage_https" {
  enforce {
    condition     = core::try(attrs.https_traffic_only_enabled, null) != false && core::try(attrs.enable_https_traffic_only, null) != false
    error_message = "The account ${attrs.name} takes keys and signatures in clear text. Leave https_traffic_only_enabled true."
  }
}

resource_policy "azurerm_storage_account" "azure_storage_tls" {
  enforce {
    condition     = !core::contains(["TLS1_0", "TLS1_1"], core::try(attrs.min_tls_version, null))
    error_message = "The account ${attrs.name} talks ${attrs.min_tls_version}. Set min_tls_version to TLS1_2."
  }
}

resource_policy "azurerm_storage_account" "azure_storage_tenants" {
  enforce {
    condition     = core::try(attrs.cross_tenant_replication_enabled, null) != true
    error_message = "Objects of the account ${attrs.name} are replicated to other tenants. Set cross_tenant_replication_enabled to false."
  }
}

resource_policy "azurerm_storage_account" "azure_storage_network" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.network_rules[0].default_action, null) != "Allow"
    error_message = "The account ${attrs.name} answers every network. Set default_action to Deny, and name who comes in."
  }
}

resource_policy "azurerm_storage_account_network_rules" "azure_storage_network_rules" {
  enforce {
    condition     = core::try(attrs.default_action, null) != "Allow"
    error_message = "The account answers every network. Set default_action to Deny, and name who comes in."
  }
}

resource_policy "azurerm_storage_container" "azure_storage_container_public" {
  enforce {
    condition     = !core::contains(["blob", "container"], core::try(attrs.container_access_type, null))
    error_message = "Anybody reads the container ${attrs.name} (${attrs.container_access_type}). Set container_access_type to private."
  }
}

resource_policy "azurerm_storage_account_local_user" "azure_storage_local_password" {
  enforce {
    condition     = core::try(attrs.ssh_password_enabled, null) != true
    error_message = "The local user ${attrs.name} signs in by password. Use ssh_authorized_key."
  }
}

resource_policy "azurerm_storage_account" "azure_storage_identities" {
  enforce {
    condition     = core::try(attrs.azure_files_authentication[0].directory_type, null) != null || !core::contains(core::try(attrs.share_properties[0].smb[0].authentication_types, null) == null ? [] : attrs.share_properties[0].smb[0].authentication_types, "NTLMv2")
    error_message = "Shares of the account ${attrs.name} take its key by NTLMv2. Let authentication_types be Kerberos."
  }
}
