# Refuses services that take their keys, beside identities of Entra ID:
# Service Bus, Event Hubs, Event Grid, Cognitive Services, Search, App
# Configuration, Automation, IoT Hub, SignalR, Web PubSub, Maps, bots,
# Monitor, machine learning, Batch, Redis and Cosmos DB.
#
# Why: a key names nobody in the log, is shared among all who use it, and is
# changed for all of them at once, so never.
#
# Mend: switch local authentication off, and grant the roles of the service to
# managed identities.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_servicebus_namespace" "azure_servicebus_namespace_local" {
  enforce {
    condition     = core::try(attrs.local_auth_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_auth_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_eventhub_namespace" "azure_eventhub_namespace_local" {
  enforce {
    condition     = core::try(attrs.local_authentication_enabled, null) != true
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_authentication_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_eventgrid_topic" "azure_eventgrid_topic_local" {
  enforce {
    condition     = core::try(attrs.local_auth_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_auth_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_eventgrid_domain" "azure_eventgrid_domain_local" {
  enforce {
    condition     = core::try(attrs.local_auth_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_auth_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_eventgrid_partner_namespace" "azure_eventgrid_partner_namespace_local" {
  enforce {
    condition     = core::try(attrs.local_authentication_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_authentication_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_cognitive_account" "azure_cognitive_account_local" {
  enforce {
    condition     = core::try(attrs.local_auth_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_auth_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_ai_services" "azure_ai_services_local" {
  enforce {
    condition     = core::try(attrs.local_authentication_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_authentication_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_search_service" "azure_search_service_local" {
  enforce {
    condition     = core::try(attrs.local_authentication_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_authentication_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_app_configuration" "azure_app_configuration_local" {
  enforce {
    condition     = core::try(attrs.local_auth_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_auth_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_automation_account" "azure_automation_account_local" {
  enforce {
    condition     = core::try(attrs.local_authentication_enabled, null) != true
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_authentication_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_iothub" "azure_iothub_local" {
  enforce {
    condition     = core::try(attrs.local_authentication_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_authentication_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_signalr_service" "azure_signalr_service_local" {
  enforce {
    condition     = core::try(attrs.local_auth_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_auth_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_web_pubsub" "azure_web_pubsub_local" {
  enforce {
    condition     = core::try(attrs.local_auth_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_auth_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_maps_account" "azure_maps_account_local" {
  enforce {
    condition     = core::try(attrs.local_authentication_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_authentication_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_bot_service_azure_bot" "azure_bot_service_azure_bot_local" {
  enforce {
    condition     = core::try(attrs.local_authentication_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_authentication_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_application_insights" "azure_application_insights_local" {
  enforce {
    condition     = core::try(attrs.local_authentication_disabled, null) != false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_authentication_disabled to true, and grant roles to identities."
  }
}

resource_policy "azurerm_machine_learning_compute_cluster" "azure_machine_learning_compute_cluster_local" {
  enforce {
    condition     = core::try(attrs.local_auth_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_auth_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_machine_learning_compute_instance" "azure_machine_learning_compute_instance_local" {
  enforce {
    condition     = core::try(attrs.local_auth_enabled, null) == false
    error_message = "Whoever has a key of ${attrs.name} uses it, and the log names nobody. Set local_auth_enabled to false, and grant roles to identities."
  }
}

resource_policy "azurerm_log_analytics_workspace" "azure_log_analytics_local" {
  enforce {
    condition     = core::try(attrs.local_authentication_enabled, null) != true && core::try(attrs.local_authentication_disabled, null) != false
    error_message = "Whoever has a key of the workspace ${attrs.name} writes to it. Set local_authentication_enabled to false."
  }
}

resource_policy "azurerm_batch_account" "azure_batch_account_local" {
  enforce {
    condition     = !core::contains(core::try(attrs.allowed_authentication_modes, null) == null ? [] : core::tolist(attrs.allowed_authentication_modes), "SharedKey")
    error_message = "Whoever has a key of the account ${attrs.name} uses it. Set allowed_authentication_modes to AAD."
  }
}

resource_policy "azurerm_redis_cache" "azure_redis_keys" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.access_keys_authentication_enabled, null) != true
    error_message = "Whoever has a key of the cache ${attrs.name} uses it. Set active_directory_authentication_enabled, and access_keys_authentication_enabled to false."
  }
}

resource_policy "azurerm_managed_redis" "azure_managed_redis_keys" {
  enforce {
    condition     = core::try(attrs.default_database[0].access_keys_authentication_enabled, null) != true
    error_message = "Whoever has a key of ${attrs.name} uses it. Leave access_keys_authentication_enabled false."
  }
}

resource_policy "azurerm_cosmosdb_account" "azure_cosmos_local" {
  filter = core::try(attrs.kind, null) != "MongoDB"

  enforce {
    condition     = core::try(attrs.local_authentication_disabled, null) != false
    error_message = "Whoever has a key of the account ${attrs.name} does everything with it. Set local_authentication_disabled, and assign roles on its data."
  }
}

resource_policy "azurerm_cosmosdb_account" "azure_cosmos_metadata" {
  filter = core::try(attrs.local_authentication_disabled, null) != true

  enforce {
    condition     = core::try(attrs.access_key_metadata_writes_enabled, null) == false
    error_message = "Keys of the account ${attrs.name} change its databases and throughput, past the roles. Set access_key_metadata_writes_enabled to false."
  }
}

resource_policy "azurerm_dashboard_grafana" "azure_grafana_keys" {
  enforce {
    condition     = core::try(attrs.api_key_enabled, null) != true
    error_message = "Keys that never end use the dashboards of ${attrs.name}. Leave api_key_enabled false, and give roles to identities."
  }
}

resource_policy "azurerm_web_pubsub_hub" "azure_web_pubsub_anonymous" {
  enforce {
    condition     = core::try(attrs.anonymous_connections_enabled, null) != true
    error_message = "Anybody connects to the hub ${attrs.name}. Leave anonymous_connections_enabled false."
  }
}
