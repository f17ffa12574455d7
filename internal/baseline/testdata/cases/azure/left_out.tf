# What is not said here is the provider's usual default, and nobody's finding.

resource "azurerm_storage_account" "small" {
  name                     = "small"
  resource_group_name      = azurerm_resource_group.example.name
  location                 = azurerm_resource_group.example.location
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_log_analytics_workspace" "small" {
  name                = "small"
  location            = azurerm_resource_group.example.location
  resource_group_name = azurerm_resource_group.example.name
}

resource "azurerm_automation_account" "small" {
  name                = "small"
  location            = azurerm_resource_group.example.location
  resource_group_name = azurerm_resource_group.example.name
  sku_name            = "Basic"
}

resource "azurerm_linux_web_app" "asks_who_they_are" {
  name                = "small"
  location            = azurerm_resource_group.example.location
  resource_group_name = azurerm_resource_group.example.name
  service_plan_id     = azurerm_service_plan.example.id
  site_config {}
  auth_settings {
    enabled = true
  }
}

resource "azurerm_windows_web_app" "asks_for_a_certificate" {
  name                       = "small"
  location                   = azurerm_resource_group.example.location
  resource_group_name        = azurerm_resource_group.example.name
  service_plan_id            = azurerm_service_plan.example.id
  client_certificate_enabled = true
  site_config {}
}

resource "azurerm_kubernetes_cluster" "older_spelling" {
  name                = "small"
  location            = azurerm_resource_group.example.location
  resource_group_name = azurerm_resource_group.example.name
  dns_prefix          = "small"
  default_node_pool {
    name    = "default"
    vm_size = "Standard_D2_v2"
  }
  identity {
    type = "SystemAssigned"
  }
  role_based_access_control {
    enabled = true
  }
}

data "azurerm_subscription" "primary" {}

# undecided: azure_role_definition_scope
resource "azurerm_role_definition" "reads_authorization" {
  name  = "reads-authorization"
  scope = data.azurerm_subscription.primary.id
  permissions {
    actions     = ["Microsoft.Authorization/*/read", "Microsoft.Insights/alertRules/*"]
    not_actions = []
  }
  assignable_scopes = [data.azurerm_subscription.primary.id]
}
