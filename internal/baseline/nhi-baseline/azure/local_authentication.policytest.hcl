policytest {
  targets = ["local_authentication.policy.hcl"]
}

resource "azurerm_servicebus_namespace" "servicebus_namespace_local_passes" {
  attrs = { name = "a", local_auth_enabled = false }
  expect {
    policy  = "azure_servicebus_namespace_local"
    verdict = "pass"
  }
}

resource "azurerm_servicebus_namespace" "servicebus_namespace_local_fails" {
  attrs = { name = "a", local_auth_enabled = true }
  expect {
    policy  = "azure_servicebus_namespace_local"
    verdict = "fail"
  }
}

resource "azurerm_servicebus_namespace" "servicebus_namespace_local_fails_2" {
  attrs = { name = "a", local_auth_enabled = null }
  expect {
    policy  = "azure_servicebus_namespace_local"
    verdict = "fail"
  }
}

resource "azurerm_servicebus_namespace" "servicebus_namespace_local_undecided" {
  attrs = { name = "a", local_auth_enabled = unknown("bool") }
  expect {
    policy  = "azure_servicebus_namespace_local"
    verdict = "undecided"
  }
}

resource "azurerm_eventhub_namespace" "eventhub_namespace_local_passes" {
  attrs = { name = "a", local_authentication_enabled = false }
  expect {
    policy  = "azure_eventhub_namespace_local"
    verdict = "pass"
  }
}

resource "azurerm_eventhub_namespace" "eventhub_namespace_local_fails" {
  attrs = { name = "a", local_authentication_enabled = true }
  expect {
    policy  = "azure_eventhub_namespace_local"
    verdict = "fail"
  }
}

resource "azurerm_eventhub_namespace" "eventhub_namespace_local_left_out_2" {
  attrs = { name = "a", local_authentication_enabled = null }
  expect {
    policy  = "azure_eventhub_namespace_local"
    verdict = "pass"
  }
}

resource "azurerm_eventhub_namespace" "eventhub_namespace_local_undecided" {
  attrs = { name = "a", local_authentication_enabled = unknown("bool") }
  expect {
    policy  = "azure_eventhub_namespace_local"
    verdict = "undecided"
  }
}

resource "azurerm_eventgrid_topic" "eventgrid_topic_local_passes" {
  attrs = { name = "a", local_auth_enabled = false }
  expect {
    policy  = "azure_eventgrid_topic_local"
    verdict = "pass"
  }
}

resource "azurerm_eventgrid_topic" "eventgrid_topic_local_fails" {
  attrs = { name = "a", local_auth_enabled = true }
  expect {
    policy  = "azure_eventgrid_topic_local"
    verdict = "fail"
  }
}

resource "azurerm_eventgrid_topic" "eventgrid_topic_local_fails_2" {
  attrs = { name = "a", local_auth_enabled = null }
  expect {
    policy  = "azure_eventgrid_topic_local"
    verdict = "fail"
  }
}

resource "azurerm_eventgrid_topic" "eventgrid_topic_local_undecided" {
  attrs = { name = "a", local_auth_enabled = unknown("bool") }
  expect {
    policy  = "azure_eventgrid_topic_local"
    verdict = "undecided"
  }
}

resource "azurerm_eventgrid_domain" "eventgrid_domain_local_passes" {
  attrs = { name = "a", local_auth_enabled = false }
  expect {
    policy  = "azure_eventgrid_domain_local"
    verdict = "pass"
  }
}

resource "azurerm_eventgrid_domain" "eventgrid_domain_local_fails" {
  attrs = { name = "a", local_auth_enabled = true }
  expect {
    policy  = "azure_eventgrid_domain_local"
    verdict = "fail"
  }
}

resource "azurerm_eventgrid_domain" "eventgrid_domain_local_fails_2" {
  attrs = { name = "a", local_auth_enabled = null }
  expect {
    policy  = "azure_eventgrid_domain_local"
    verdict = "fail"
  }
}

resource "azurerm_eventgrid_domain" "eventgrid_domain_local_undecided" {
  attrs = { name = "a", local_auth_enabled = unknown("bool") }
  expect {
    policy  = "azure_eventgrid_domain_local"
    verdict = "undecided"
  }
}

resource "azurerm_eventgrid_partner_namespace" "eventgrid_partner_namespace_local_passes" {
  attrs = { name = "a", local_authentication_enabled = false }
  expect {
    policy  = "azure_eventgrid_partner_namespace_local"
    verdict = "pass"
  }
}

resource "azurerm_eventgrid_partner_namespace" "eventgrid_partner_namespace_local_fails" {
  attrs = { name = "a", local_authentication_enabled = true }
  expect {
    policy  = "azure_eventgrid_partner_namespace_local"
    verdict = "fail"
  }
}

resource "azurerm_eventgrid_partner_namespace" "eventgrid_partner_namespace_local_fails_2" {
  attrs = { name = "a", local_authentication_enabled = null }
  expect {
    policy  = "azure_eventgrid_partner_namespace_local"
    verdict = "fail"
  }
}

resource "azurerm_eventgrid_partner_namespace" "eventgrid_partner_namespace_local_undecided" {
  attrs = { name = "a", local_authentication_enabled = unknown("bool") }
  expect {
    policy  = "azure_eventgrid_partner_namespace_local"
    verdict = "undecided"
  }
}

resource "azurerm_cognitive_account" "cognitive_account_local_passes" {
  attrs = { name = "a", local_auth_enabled = false }
  expect {
    policy  = "azure_cognitive_account_local"
    verdict = "pass"
  }
}

resource "azurerm_cognitive_account" "cognitive_account_local_fails" {
  attrs = { name = "a", local_auth_enabled = true }
  expect {
    policy  = "azure_cognitive_account_local"
    verdict = "fail"
  }
}

resource "azurerm_cognitive_account" "cognitive_account_local_fails_2" {
  attrs = { name = "a", local_auth_enabled = null }
  expect {
    policy  = "azure_cognitive_account_local"
    verdict = "fail"
  }
}

resource "azurerm_cognitive_account" "cognitive_account_local_undecided" {
  attrs = { name = "a", local_auth_enabled = unknown("bool") }
  expect {
    policy  = "azure_cognitive_account_local"
    verdict = "undecided"
  }
}

resource "azurerm_ai_services" "ai_services_local_passes" {
  attrs = { name = "a", local_authentication_enabled = false }
  expect {
    policy  = "azure_ai_services_local"
    verdict = "pass"
  }
}

resource "azurerm_ai_services" "ai_services_local_fails" {
  attrs = { name = "a", local_authentication_enabled = true }
  expect {
    policy  = "azure_ai_services_local"
    verdict = "fail"
  }
}

resource "azurerm_ai_services" "ai_services_local_fails_2" {
  attrs = { name = "a", local_authentication_enabled = null }
  expect {
    policy  = "azure_ai_services_local"
    verdict = "fail"
  }
}

resource "azurerm_ai_services" "ai_services_local_undecided" {
  attrs = { name = "a", local_authentication_enabled = unknown("bool") }
  expect {
    policy  = "azure_ai_services_local"
    verdict = "undecided"
  }
}

resource "azurerm_search_service" "search_service_local_passes" {
  attrs = { name = "a", local_authentication_enabled = false }
  expect {
    policy  = "azure_search_service_local"
    verdict = "pass"
  }
}

resource "azurerm_search_service" "search_service_local_fails" {
  attrs = { name = "a", local_authentication_enabled = true }
  expect {
    policy  = "azure_search_service_local"
    verdict = "fail"
  }
}

resource "azurerm_search_service" "search_service_local_fails_2" {
  attrs = { name = "a", local_authentication_enabled = null }
  expect {
    policy  = "azure_search_service_local"
    verdict = "fail"
  }
}

resource "azurerm_search_service" "search_service_local_undecided" {
  attrs = { name = "a", local_authentication_enabled = unknown("bool") }
  expect {
    policy  = "azure_search_service_local"
    verdict = "undecided"
  }
}

resource "azurerm_app_configuration" "app_configuration_local_passes" {
  attrs = { name = "a", local_auth_enabled = false }
  expect {
    policy  = "azure_app_configuration_local"
    verdict = "pass"
  }
}

resource "azurerm_app_configuration" "app_configuration_local_fails" {
  attrs = { name = "a", local_auth_enabled = true }
  expect {
    policy  = "azure_app_configuration_local"
    verdict = "fail"
  }
}

resource "azurerm_app_configuration" "app_configuration_local_fails_2" {
  attrs = { name = "a", local_auth_enabled = null }
  expect {
    policy  = "azure_app_configuration_local"
    verdict = "fail"
  }
}

resource "azurerm_app_configuration" "app_configuration_local_undecided" {
  attrs = { name = "a", local_auth_enabled = unknown("bool") }
  expect {
    policy  = "azure_app_configuration_local"
    verdict = "undecided"
  }
}

resource "azurerm_automation_account" "automation_account_local_passes" {
  attrs = { name = "a", local_authentication_enabled = false }
  expect {
    policy  = "azure_automation_account_local"
    verdict = "pass"
  }
}

resource "azurerm_automation_account" "automation_account_local_fails" {
  attrs = { name = "a", local_authentication_enabled = true }
  expect {
    policy  = "azure_automation_account_local"
    verdict = "fail"
  }
}

resource "azurerm_automation_account" "automation_account_local_left_out_2" {
  attrs = { name = "a", local_authentication_enabled = null }
  expect {
    policy  = "azure_automation_account_local"
    verdict = "pass"
  }
}

resource "azurerm_automation_account" "automation_account_local_undecided" {
  attrs = { name = "a", local_authentication_enabled = unknown("bool") }
  expect {
    policy  = "azure_automation_account_local"
    verdict = "undecided"
  }
}

resource "azurerm_iothub" "iothub_local_passes" {
  attrs = { name = "a", local_authentication_enabled = false }
  expect {
    policy  = "azure_iothub_local"
    verdict = "pass"
  }
}

resource "azurerm_iothub" "iothub_local_fails" {
  attrs = { name = "a", local_authentication_enabled = true }
  expect {
    policy  = "azure_iothub_local"
    verdict = "fail"
  }
}

resource "azurerm_iothub" "iothub_local_fails_2" {
  attrs = { name = "a", local_authentication_enabled = null }
  expect {
    policy  = "azure_iothub_local"
    verdict = "fail"
  }
}

resource "azurerm_iothub" "iothub_local_undecided" {
  attrs = { name = "a", local_authentication_enabled = unknown("bool") }
  expect {
    policy  = "azure_iothub_local"
    verdict = "undecided"
  }
}

resource "azurerm_signalr_service" "signalr_service_local_passes" {
  attrs = { name = "a", local_auth_enabled = false }
  expect {
    policy  = "azure_signalr_service_local"
    verdict = "pass"
  }
}

resource "azurerm_signalr_service" "signalr_service_local_fails" {
  attrs = { name = "a", local_auth_enabled = true }
  expect {
    policy  = "azure_signalr_service_local"
    verdict = "fail"
  }
}

resource "azurerm_signalr_service" "signalr_service_local_fails_2" {
  attrs = { name = "a", local_auth_enabled = null }
  expect {
    policy  = "azure_signalr_service_local"
    verdict = "fail"
  }
}

resource "azurerm_signalr_service" "signalr_service_local_undecided" {
  attrs = { name = "a", local_auth_enabled = unknown("bool") }
  expect {
    policy  = "azure_signalr_service_local"
    verdict = "undecided"
  }
}

resource "azurerm_web_pubsub" "web_pubsub_local_passes" {
  attrs = { name = "a", local_auth_enabled = false }
  expect {
    policy  = "azure_web_pubsub_local"
    verdict = "pass"
  }
}

resource "azurerm_web_pubsub" "web_pubsub_local_fails" {
  attrs = { name = "a", local_auth_enabled = true }
  expect {
    policy  = "azure_web_pubsub_local"
    verdict = "fail"
  }
}

resource "azurerm_web_pubsub" "web_pubsub_local_fails_2" {
  attrs = { name = "a", local_auth_enabled = null }
  expect {
    policy  = "azure_web_pubsub_local"
    verdict = "fail"
  }
}

resource "azurerm_web_pubsub" "web_pubsub_local_undecided" {
  attrs = { name = "a", local_auth_enabled = unknown("bool") }
  expect {
    policy  = "azure_web_pubsub_local"
    verdict = "undecided"
  }
}

resource "azurerm_maps_account" "maps_account_local_passes" {
  attrs = { name = "a", local_authentication_enabled = false }
  expect {
    policy  = "azure_maps_account_local"
    verdict = "pass"
  }
}

resource "azurerm_maps_account" "maps_account_local_fails" {
  attrs = { name = "a", local_authentication_enabled = true }
  expect {
    policy  = "azure_maps_account_local"
    verdict = "fail"
  }
}

resource "azurerm_maps_account" "maps_account_local_fails_2" {
  attrs = { name = "a", local_authentication_enabled = null }
  expect {
    policy  = "azure_maps_account_local"
    verdict = "fail"
  }
}

resource "azurerm_maps_account" "maps_account_local_undecided" {
  attrs = { name = "a", local_authentication_enabled = unknown("bool") }
  expect {
    policy  = "azure_maps_account_local"
    verdict = "undecided"
  }
}

resource "azurerm_bot_service_azure_bot" "bot_service_azure_bot_local_passes" {
  attrs = { name = "a", local_authentication_enabled = false }
  expect {
    policy  = "azure_bot_service_azure_bot_local"
    verdict = "pass"
  }
}

resource "azurerm_bot_service_azure_bot" "bot_service_azure_bot_local_fails" {
  attrs = { name = "a", local_authentication_enabled = true }
  expect {
    policy  = "azure_bot_service_azure_bot_local"
    verdict = "fail"
  }
}

resource "azurerm_bot_service_azure_bot" "bot_service_azure_bot_local_fails_2" {
  attrs = { name = "a", local_authentication_enabled = null }
  expect {
    policy  = "azure_bot_service_azure_bot_local"
    verdict = "fail"
  }
}

resource "azurerm_bot_service_azure_bot" "bot_service_azure_bot_local_undecided" {
  attrs = { name = "a", local_authentication_enabled = unknown("bool") }
  expect {
    policy  = "azure_bot_service_azure_bot_local"
    verdict = "undecided"
  }
}

resource "azurerm_application_insights" "application_insights_local_passes" {
  attrs = { name = "a", local_authentication_disabled = true }
  expect {
    policy  = "azure_application_insights_local"
    verdict = "pass"
  }
}

resource "azurerm_application_insights" "application_insights_local_fails" {
  attrs = { name = "a", local_authentication_disabled = false }
  expect {
    policy  = "azure_application_insights_local"
    verdict = "fail"
  }
}

resource "azurerm_application_insights" "application_insights_local_left_out_2" {
  attrs = { name = "a", local_authentication_disabled = null }
  expect {
    policy  = "azure_application_insights_local"
    verdict = "pass"
  }
}

resource "azurerm_application_insights" "application_insights_local_undecided" {
  attrs = { name = "a", local_authentication_disabled = unknown("bool") }
  expect {
    policy  = "azure_application_insights_local"
    verdict = "undecided"
  }
}

resource "azurerm_machine_learning_compute_cluster" "machine_learning_compute_cluster_local_passes" {
  attrs = { name = "a", local_auth_enabled = false }
  expect {
    policy  = "azure_machine_learning_compute_cluster_local"
    verdict = "pass"
  }
}

resource "azurerm_machine_learning_compute_cluster" "machine_learning_compute_cluster_local_fails" {
  attrs = { name = "a", local_auth_enabled = true }
  expect {
    policy  = "azure_machine_learning_compute_cluster_local"
    verdict = "fail"
  }
}

resource "azurerm_machine_learning_compute_cluster" "machine_learning_compute_cluster_local_fails_2" {
  attrs = { name = "a", local_auth_enabled = null }
  expect {
    policy  = "azure_machine_learning_compute_cluster_local"
    verdict = "fail"
  }
}

resource "azurerm_machine_learning_compute_cluster" "machine_learning_compute_cluster_local_undecided" {
  attrs = { name = "a", local_auth_enabled = unknown("bool") }
  expect {
    policy  = "azure_machine_learning_compute_cluster_local"
    verdict = "undecided"
  }
}

resource "azurerm_machine_learning_compute_instance" "machine_learning_compute_instance_local_passes" {
  attrs = { name = "a", local_auth_enabled = false }
  expect {
    policy  = "azure_machine_learning_compute_instance_local"
    verdict = "pass"
  }
}

resource "azurerm_machine_learning_compute_instance" "machine_learning_compute_instance_local_fails" {
  attrs = { name = "a", local_auth_enabled = true }
  expect {
    policy  = "azure_machine_learning_compute_instance_local"
    verdict = "fail"
  }
}

resource "azurerm_machine_learning_compute_instance" "machine_learning_compute_instance_local_fails_2" {
  attrs = { name = "a", local_auth_enabled = null }
  expect {
    policy  = "azure_machine_learning_compute_instance_local"
    verdict = "fail"
  }
}

resource "azurerm_machine_learning_compute_instance" "machine_learning_compute_instance_local_undecided" {
  attrs = { name = "a", local_auth_enabled = unknown("bool") }
  expect {
    policy  = "azure_machine_learning_compute_instance_local"
    verdict = "undecided"
  }
}

resource "azurerm_log_analytics_workspace" "log_analytics_local_passes" {
  attrs = { name = "a", local_authentication_enabled = false }
  expect {
    policy  = "azure_log_analytics_local"
    verdict = "pass"
  }
}

resource "azurerm_log_analytics_workspace" "log_analytics_local_passes_2" {
  attrs = { name = "a", local_authentication_disabled = true }
  expect {
    policy  = "azure_log_analytics_local"
    verdict = "pass"
  }
}

resource "azurerm_log_analytics_workspace" "log_analytics_local_left_out" {
  attrs = { name = "a", local_authentication_enabled = null }
  expect {
    policy  = "azure_log_analytics_local"
    verdict = "pass"
  }
}

resource "azurerm_log_analytics_workspace" "log_analytics_local_undecided" {
  attrs = { name = "a", local_authentication_enabled = unknown("bool") }
  expect {
    policy  = "azure_log_analytics_local"
    verdict = "undecided"
  }
}

resource "azurerm_batch_account" "batch_account_local_passes" {
  attrs = { name = "a", allowed_authentication_modes = ["AAD"] }
  expect {
    policy  = "azure_batch_account_local"
    verdict = "pass"
  }
}

resource "azurerm_batch_account" "batch_account_local_left_out" {
  attrs = { name = "a", allowed_authentication_modes = null }
  expect {
    policy  = "azure_batch_account_local"
    verdict = "pass"
  }
}

resource "azurerm_batch_account" "batch_account_local_fails_2" {
  attrs = { name = "a", allowed_authentication_modes = ["AAD", "SharedKey"] }
  expect {
    policy  = "azure_batch_account_local"
    verdict = "fail"
  }
}

resource "azurerm_batch_account" "batch_account_local_undecided" {
  attrs = { name = "a", allowed_authentication_modes = unknown("set(string)") }
  expect {
    policy  = "azure_batch_account_local"
    verdict = "undecided"
  }
}

resource "azurerm_redis_cache" "redis_keys_passes" {
  attrs = { name = "a", access_keys_authentication_enabled = false }
  expect {
    policy  = "azure_redis_keys"
    verdict = "pass"
  }
}

resource "azurerm_redis_cache" "redis_keys_left_out" {
  attrs = { name = "a", access_keys_authentication_enabled = null }
  expect {
    policy  = "azure_redis_keys"
    verdict = "pass"
  }
}

resource "azurerm_redis_cache" "redis_keys_undecided" {
  attrs = { name = "a", access_keys_authentication_enabled = unknown("bool") }
  expect {
    policy  = "azure_redis_keys"
    verdict = "undecided"
  }
}

resource "azurerm_managed_redis" "managed_redis_keys_passes" {
  attrs = { name = "a", default_database = [{ access_keys_authentication_enabled = false }] }
  expect {
    policy  = "azure_managed_redis_keys"
    verdict = "pass"
  }
}

resource "azurerm_managed_redis" "managed_redis_keys_passes_2" {
  attrs = { name = "a", default_database = [{ access_keys_authentication_enabled = null }] }
  expect {
    policy  = "azure_managed_redis_keys"
    verdict = "pass"
  }
}

resource "azurerm_managed_redis" "managed_redis_keys_fails" {
  attrs = { name = "a", default_database = [{ access_keys_authentication_enabled = true }] }
  expect {
    policy  = "azure_managed_redis_keys"
    verdict = "fail"
  }
}

resource "azurerm_managed_redis" "managed_redis_keys_undecided" {
  attrs = { name = "a", default_database = [{ access_keys_authentication_enabled = unknown("bool") }] }
  expect {
    policy  = "azure_managed_redis_keys"
    verdict = "undecided"
  }
}

resource "azurerm_cosmosdb_account" "cosmos_local_passes" {
  attrs = { name = "a", local_authentication_disabled = true, kind = null, access_key_metadata_writes_enabled = false }
  expect {
    policy  = "azure_cosmos_local"
    verdict = "pass"
  }
}

resource "azurerm_cosmosdb_account" "cosmos_local_fails" {
  attrs = { name = "a", local_authentication_disabled = false, kind = null }
  expect {
    policy  = "azure_cosmos_local"
    verdict = "fail"
  }
}

resource "azurerm_cosmosdb_account" "cosmos_local_undecided" {
  attrs = { name = "a", local_authentication_disabled = unknown("bool"), kind = null }
  expect {
    policy  = "azure_cosmos_local"
    verdict = "undecided"
  }
}

resource "azurerm_cosmosdb_account" "cosmos_local_leaves_out" {
  attrs = { kind = "MongoDB", access_key_metadata_writes_enabled = false, local_authentication_disabled = null }
}

resource "azurerm_cosmosdb_account" "cosmos_metadata_passes" {
  attrs          = { name = "a", access_key_metadata_writes_enabled = false, local_authentication_disabled = null, kind = null }
  expect {
    policy  = "azure_cosmos_metadata"
    verdict = "pass"
  }
}

resource "azurerm_cosmosdb_account" "cosmos_metadata_fails" {
  attrs = { name = "a", access_key_metadata_writes_enabled = true, local_authentication_disabled = null }
  expect {
    policy  = "azure_cosmos_metadata"
    verdict = "fail"
  }
}

resource "azurerm_cosmosdb_account" "cosmos_metadata_fails_2" {
  attrs = { name = "a", access_key_metadata_writes_enabled = null, local_authentication_disabled = null }
  expect {
    policy  = "azure_cosmos_metadata"
    verdict = "fail"
  }
}

resource "azurerm_cosmosdb_account" "cosmos_metadata_undecided" {
  attrs = { name = "a", access_key_metadata_writes_enabled = unknown("bool"), local_authentication_disabled = null }
  expect {
    policy  = "azure_cosmos_metadata"
    verdict = "undecided"
  }
}

resource "azurerm_cosmosdb_account" "cosmos_metadata_leaves_out" {
  attrs = { local_authentication_disabled = true, kind = null }
}

resource "azurerm_dashboard_grafana" "grafana_keys_passes" {
  attrs = { name = "a", api_key_enabled = false }
  expect {
    policy  = "azure_grafana_keys"
    verdict = "pass"
  }
}

resource "azurerm_dashboard_grafana" "grafana_keys_passes_2" {
  attrs = { name = "a", api_key_enabled = null }
  expect {
    policy  = "azure_grafana_keys"
    verdict = "pass"
  }
}

resource "azurerm_dashboard_grafana" "grafana_keys_fails" {
  attrs = { name = "a", api_key_enabled = true }
  expect {
    policy  = "azure_grafana_keys"
    verdict = "fail"
  }
}

resource "azurerm_dashboard_grafana" "grafana_keys_undecided" {
  attrs = { name = "a", api_key_enabled = unknown("bool") }
  expect {
    policy  = "azure_grafana_keys"
    verdict = "undecided"
  }
}

resource "azurerm_web_pubsub_hub" "web_pubsub_anonymous_passes" {
  attrs = { name = "a", anonymous_connections_enabled = false }
  expect {
    policy  = "azure_web_pubsub_anonymous"
    verdict = "pass"
  }
}

resource "azurerm_web_pubsub_hub" "web_pubsub_anonymous_passes_2" {
  attrs = { name = "a", anonymous_connections_enabled = null }
  expect {
    policy  = "azure_web_pubsub_anonymous"
    verdict = "pass"
  }
}

resource "azurerm_web_pubsub_hub" "web_pubsub_anonymous_fails" {
  attrs = { name = "a", anonymous_connections_enabled = true }
  expect {
    policy  = "azure_web_pubsub_anonymous"
    verdict = "fail"
  }
}

resource "azurerm_web_pubsub_hub" "web_pubsub_anonymous_undecided" {
  attrs = { name = "a", anonymous_connections_enabled = unknown("bool") }
  expect {
    policy  = "azure_web_pubsub_anonymous"
    verdict = "undecided"
  }
}

resource "azurerm_log_analytics_workspace" "log_analytics_by_key" {
  attrs = { name = "a", local_authentication_enabled = true }
  expect {
    policy  = "azure_log_analytics_local"
    verdict = "fail"
  }
}

resource "azurerm_redis_cache" "redis_by_key" {
  attrs = { name = "a", access_keys_authentication_enabled = true }
  expect {
    policy  = "azure_redis_keys"
    verdict = "fail"
  }
}
