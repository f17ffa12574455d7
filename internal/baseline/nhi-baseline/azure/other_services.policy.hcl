# Refuses clusters and gateways that trust every tenant or no identities, and
# entrances that talk TLS before 1.2.
#
# Why: what every tenant may use is used by strangers; and a certificate is
# one identity for all who hold it.
#
# Mend: name the tenants, add azure_active_directory, and set TLS 1.2.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_kusto_cluster" "azure_kusto_tenants" {
  enforce {
    condition     = !core::contains(core::try(attrs.trusted_external_tenants, null) == null ? [] : attrs.trusted_external_tenants, "*")
    error_message = "Identities of every tenant may be let into the cluster ${attrs.name}. Name the tenants in trusted_external_tenants."
  }
}

resource_policy "azurerm_service_fabric_cluster" "azure_service_fabric_directory" {
  enforce {
    condition     = core::length(core::try(attrs.azure_active_directory, null) == null ? [] : attrs.azure_active_directory) > 0
    error_message = "The cluster ${attrs.name} knows no identities of Entra ID, and its administrators share a certificate. Add azure_active_directory."
  }
}

resource_policy "azurerm_application_gateway" "azure_gateway_tls" {
  enforce {
    condition     = !core::contains(["TLSv1_0", "TLSv1_1"], core::try(attrs.ssl_policy[0].min_protocol_version, null)) && !core::contains(["AppGwSslPolicy20150501", "AppGwSslPolicy20170401"], core::try(attrs.ssl_policy[0].policy_name, null))
    error_message = "The gateway ${attrs.name} talks TLS before 1.2. Use AppGwSslPolicy20220101, or min_protocol_version TLSv1_2."
  }
}

resource_policy "azurerm_cdn_frontdoor_custom_domain" "azure_frontdoor_tls" {
  enforce {
    condition     = core::try(attrs.tls[0].minimum_tls_version, null) != "TLS10"
    error_message = "The domain ${attrs.name} talks TLS 1.0. Set minimum_tls_version to TLS12."
  }
}

resource_policy "azurerm_servicebus_namespace" "azure_servicebus_tls" {
  enforce {
    condition     = !core::contains(["1.0", "1.1"], core::try(attrs.minimum_tls_version, null))
    error_message = "${attrs.name} talks TLS ${attrs.minimum_tls_version}. Set minimum_tls_version to 1.2."
  }
}

resource_policy "azurerm_eventhub_namespace" "azure_eventhub_tls" {
  enforce {
    condition     = !core::contains(["1.0", "1.1"], core::try(attrs.minimum_tls_version, null))
    error_message = "${attrs.name} talks TLS ${attrs.minimum_tls_version}. Set minimum_tls_version to 1.2."
  }
}

resource_policy "azurerm_cosmosdb_account" "azure_cosmos_tls" {
  enforce {
    condition     = !core::contains(["Tls", "Tls11"], core::try(attrs.minimal_tls_version, null))
    error_message = "${attrs.name} talks TLS ${attrs.minimal_tls_version}. Set minimal_tls_version to Tls12."
  }
}

resource_policy "azurerm_redis_enterprise_cluster" "azure_redis_enterprise_tls" {
  enforce {
    condition     = !core::contains(["1.0", "1.1"], core::try(attrs.minimum_tls_version, null))
    error_message = "${attrs.name} talks TLS ${attrs.minimum_tls_version}. Set minimum_tls_version to 1.2."
  }
}
