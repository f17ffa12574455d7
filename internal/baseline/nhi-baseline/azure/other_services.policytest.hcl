policytest {
  targets = ["other_services.policy.hcl"]
}

resource "azurerm_kusto_cluster" "kusto_tenants_passes" {
  attrs = { name = "a", trusted_external_tenants = null }
  expect {
    policy  = "azure_kusto_tenants"
    verdict = "pass"
  }
}

resource "azurerm_kusto_cluster" "kusto_tenants_passes_2" {
  attrs = { name = "a", trusted_external_tenants = ["t"] }
  expect {
    policy  = "azure_kusto_tenants"
    verdict = "pass"
  }
}

resource "azurerm_kusto_cluster" "kusto_tenants_fails" {
  attrs = { name = "a", trusted_external_tenants = ["*"] }
  expect {
    policy  = "azure_kusto_tenants"
    verdict = "fail"
  }
}

resource "azurerm_kusto_cluster" "kusto_tenants_undecided" {
  attrs = { name = "a", trusted_external_tenants = unknown("list(string)") }
  expect {
    policy  = "azure_kusto_tenants"
    verdict = "undecided"
  }
}

resource "azurerm_service_fabric_cluster" "service_fabric_directory_passes" {
  attrs = { name = "a", azure_active_directory = [{ tenant_id = "t" }] }
  expect {
    policy  = "azure_service_fabric_directory"
    verdict = "pass"
  }
}

resource "azurerm_service_fabric_cluster" "service_fabric_directory_fails" {
  attrs = { name = "a", azure_active_directory = [] }
  expect {
    policy  = "azure_service_fabric_directory"
    verdict = "fail"
  }
}

resource "azurerm_service_fabric_cluster" "service_fabric_directory_undecided" {
  attrs = { name = "a", azure_active_directory = unknown("list(object({}))") }
  expect {
    policy  = "azure_service_fabric_directory"
    verdict = "undecided"
  }
}

resource "azurerm_application_gateway" "gateway_tls_passes" {
  attrs = { name = "a", ssl_policy = [] }
  expect {
    policy  = "azure_gateway_tls"
    verdict = "pass"
  }
}

resource "azurerm_application_gateway" "gateway_tls_passes_2" {
  attrs = { name = "a", ssl_policy = [{ policy_name = "AppGwSslPolicy20220101" }] }
  expect {
    policy  = "azure_gateway_tls"
    verdict = "pass"
  }
}

resource "azurerm_application_gateway" "gateway_tls_fails" {
  attrs = { name = "a", ssl_policy = [{ min_protocol_version = "TLSv1_0" }] }
  expect {
    policy  = "azure_gateway_tls"
    verdict = "fail"
  }
}

resource "azurerm_application_gateway" "gateway_tls_fails_2" {
  attrs = { name = "a", ssl_policy = [{ policy_name = "AppGwSslPolicy20150501" }] }
  expect {
    policy  = "azure_gateway_tls"
    verdict = "fail"
  }
}

resource "azurerm_application_gateway" "gateway_tls_undecided" {
  attrs = { name = "a", ssl_policy = [{ min_protocol_version = unknown("string") }] }
  expect {
    policy  = "azure_gateway_tls"
    verdict = "undecided"
  }
}

resource "azurerm_cdn_frontdoor_custom_domain" "frontdoor_tls_passes" {
  attrs = { name = "a", tls = [{ minimum_tls_version = null }] }
  expect {
    policy  = "azure_frontdoor_tls"
    verdict = "pass"
  }
}

resource "azurerm_cdn_frontdoor_custom_domain" "frontdoor_tls_passes_2" {
  attrs = { name = "a", tls = [{ minimum_tls_version = "TLS12" }] }
  expect {
    policy  = "azure_frontdoor_tls"
    verdict = "pass"
  }
}

resource "azurerm_cdn_frontdoor_custom_domain" "frontdoor_tls_fails" {
  attrs = { name = "a", tls = [{ minimum_tls_version = "TLS10" }] }
  expect {
    policy  = "azure_frontdoor_tls"
    verdict = "fail"
  }
}

resource "azurerm_cdn_frontdoor_custom_domain" "frontdoor_tls_undecided" {
  attrs = { name = "a", tls = [{ minimum_tls_version = unknown("string") }] }
  expect {
    policy  = "azure_frontdoor_tls"
    verdict = "undecided"
  }
}

resource "azurerm_servicebus_namespace" "servicebus_tls_passes" {
  attrs = { name = "a", minimum_tls_version = null }
  expect {
    policy  = "azure_servicebus_tls"
    verdict = "pass"
  }
}

resource "azurerm_servicebus_namespace" "servicebus_tls_passes_2" {
  attrs = { name = "a", minimum_tls_version = "1.2" }
  expect {
    policy  = "azure_servicebus_tls"
    verdict = "pass"
  }
}

resource "azurerm_servicebus_namespace" "servicebus_tls_fails" {
  attrs = { name = "a", minimum_tls_version = "1.0" }
  expect {
    policy  = "azure_servicebus_tls"
    verdict = "fail"
  }
}

resource "azurerm_servicebus_namespace" "servicebus_tls_undecided" {
  attrs = { name = "a", minimum_tls_version = unknown("string") }
  expect {
    policy  = "azure_servicebus_tls"
    verdict = "undecided"
  }
}

resource "azurerm_eventhub_namespace" "eventhub_tls_passes" {
  attrs = { name = "a", minimum_tls_version = null }
  expect {
    policy  = "azure_eventhub_tls"
    verdict = "pass"
  }
}

resource "azurerm_eventhub_namespace" "eventhub_tls_passes_2" {
  attrs = { name = "a", minimum_tls_version = "1.2" }
  expect {
    policy  = "azure_eventhub_tls"
    verdict = "pass"
  }
}

resource "azurerm_eventhub_namespace" "eventhub_tls_fails" {
  attrs = { name = "a", minimum_tls_version = "1.0" }
  expect {
    policy  = "azure_eventhub_tls"
    verdict = "fail"
  }
}

resource "azurerm_eventhub_namespace" "eventhub_tls_undecided" {
  attrs = { name = "a", minimum_tls_version = unknown("string") }
  expect {
    policy  = "azure_eventhub_tls"
    verdict = "undecided"
  }
}

resource "azurerm_cosmosdb_account" "cosmos_tls_passes" {
  attrs = { name = "a", minimal_tls_version = null }
  expect {
    policy  = "azure_cosmos_tls"
    verdict = "pass"
  }
}

resource "azurerm_cosmosdb_account" "cosmos_tls_passes_2" {
  attrs = { name = "a", minimal_tls_version = "Tls12" }
  expect {
    policy  = "azure_cosmos_tls"
    verdict = "pass"
  }
}

resource "azurerm_cosmosdb_account" "cosmos_tls_fails" {
  attrs = { name = "a", minimal_tls_version = "Tls" }
  expect {
    policy  = "azure_cosmos_tls"
    verdict = "fail"
  }
}

resource "azurerm_cosmosdb_account" "cosmos_tls_undecided" {
  attrs = { name = "a", minimal_tls_version = unknown("string") }
  expect {
    policy  = "azure_cosmos_tls"
    verdict = "undecided"
  }
}

resource "azurerm_redis_enterprise_cluster" "redis_enterprise_tls_passes" {
  attrs = { name = "a", minimum_tls_version = null }
  expect {
    policy  = "azure_redis_enterprise_tls"
    verdict = "pass"
  }
}

resource "azurerm_redis_enterprise_cluster" "redis_enterprise_tls_passes_2" {
  attrs = { name = "a", minimum_tls_version = "1.2" }
  expect {
    policy  = "azure_redis_enterprise_tls"
    verdict = "pass"
  }
}

resource "azurerm_redis_enterprise_cluster" "redis_enterprise_tls_fails" {
  attrs = { name = "a", minimum_tls_version = "1.0" }
  expect {
    policy  = "azure_redis_enterprise_tls"
    verdict = "fail"
  }
}

resource "azurerm_redis_enterprise_cluster" "redis_enterprise_tls_undecided" {
  attrs = { name = "a", minimum_tls_version = unknown("string") }
  expect {
    policy  = "azure_redis_enterprise_tls"
    verdict = "undecided"
  }
}
