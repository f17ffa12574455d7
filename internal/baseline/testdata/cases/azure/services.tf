resource "azurerm_storage_account" "good" {
  name                            = "good"
  resource_group_name             = "app"
  location                        = "westeurope"
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  min_tls_version                 = "TLS1_2"
  shared_access_key_enabled       = false
  allow_nested_items_to_be_public = false
}

# refused: azure_storage_https, azure_storage_network, azure_storage_public_blobs, azure_storage_tls
resource "azurerm_storage_account" "older" {
  name                      = "older"
  resource_group_name       = "app"
  location                  = "westeurope"
  account_tier              = "Standard"
  account_replication_type  = "LRS"
  min_tls_version           = "TLS1_0"
  enable_https_traffic_only = false
  allow_blob_public_access  = true

  network_rules {
    default_action = "Allow"
  }
}

resource "azurerm_storage_container" "private" {
  name                  = "private"
  storage_account_id    = azurerm_storage_account.good.id
  container_access_type = "private"
}

# refused: azure_storage_container_public
resource "azurerm_storage_container" "public" {
  name                  = "public"
  storage_account_id    = azurerm_storage_account.good.id
  container_access_type = "blob"
}

resource "azurerm_kubernetes_cluster" "good" {
  name                   = "good"
  location               = "westeurope"
  resource_group_name    = "app"
  dns_prefix             = "good"
  local_account_disabled = true

  default_node_pool {
    name       = "default"
    node_count = 1
    vm_size    = "Standard_D2_v2"
  }

  identity {
    type = "SystemAssigned"
  }

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    admin_group_object_ids = ["00000000-0000-0000-0000-000000000005"]
  }

  api_server_access_profile {
    authorized_ip_ranges = ["198.51.100.0/24"]
  }
}

# refused: azure_kubernetes_rbac, azure_kubernetes_service_principal
resource "azurerm_kubernetes_cluster" "by_default" {
  name                              = "by-default"
  location                          = "westeurope"
  resource_group_name               = "app"
  dns_prefix                        = "bydefault"
  role_based_access_control_enabled = false

  default_node_pool {
    name       = "default"
    node_count = 1
    vm_size    = "Standard_D2_v2"
  }

  service_principal {
    client_id     = "00000000-0000-0000-0000-000000000006"
    client_secret = var.client_secret
  }
}

variable "client_secret" {
  type      = string
  sensitive = true
}

resource "azurerm_container_registry" "good" {
  name                = "good"
  resource_group_name = "app"
  location            = "westeurope"
  sku                 = "Premium"
  admin_enabled       = false
}

# refused: azure_registry_admin, azure_registry_anonymous
resource "azurerm_container_registry" "shared" {
  name                   = "shared"
  resource_group_name    = "app"
  location               = "westeurope"
  sku                    = "Standard"
  admin_enabled          = true
  anonymous_pull_enabled = true
}

# refused: azure_servicebus_namespace_local
resource "azurerm_servicebus_namespace" "keys" {
  name                = "keys"
  location            = "westeurope"
  resource_group_name = "app"
  sku                 = "Standard"
}

resource "azurerm_servicebus_namespace" "identities" {
  name                = "identities"
  location            = "westeurope"
  resource_group_name = "app"
  sku                 = "Standard"
  local_auth_enabled  = false
}

# refused: azure_rule_manages
resource "azurerm_eventhub_namespace_authorization_rule" "manages" {
  name                = "manages"
  namespace_name      = "events"
  resource_group_name = "app"
  listen              = true
  send                = true
  manage              = true
}

# refused: azure_cosmos_metadata
resource "azurerm_cosmosdb_account" "keys" {
  name                = "keys"
  location            = "westeurope"
  resource_group_name = "app"
  offer_type          = "Standard"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

# refused: azure_redis_plain
resource "azurerm_redis_cache" "plain" {
  name                 = "plain"
  location             = "westeurope"
  resource_group_name  = "app"
  capacity             = 1
  family               = "C"
  sku_name             = "Standard"
  non_ssl_port_enabled = true
}

resource "azurerm_mssql_server" "identities" {
  name                = "identities"
  resource_group_name = "app"
  location            = "westeurope"
  version             = "12.0"
  minimum_tls_version = "1.2"

  azuread_administrator {
    login_username              = "dba"
    object_id                   = "00000000-0000-0000-0000-000000000007"
    azuread_authentication_only = true
  }
}

# refused: azure_mssql_directory, azure_mssql_password, azure_mssql_tls, nhi_credential_in_configuration
resource "azurerm_mssql_server" "passwords" {
  name                         = "passwords"
  resource_group_name          = "app"
  location                     = "westeurope"
  version                      = "12.0"
  administrator_login          = "dba"
  administrator_login_password = "4-v3ry-53cr37-p455w0rd"
  minimum_tls_version          = "1.0"
}

# refused: azure_mssql_firewall
resource "azurerm_mssql_firewall_rule" "azure" {
  name             = "azure"
  server_id        = azurerm_mssql_server.identities.id
  start_ip_address = "0.0.0.0"
  end_ip_address   = "0.0.0.0"
}

resource "azurerm_mssql_firewall_rule" "office" {
  name             = "office"
  server_id        = azurerm_mssql_server.identities.id
  start_ip_address = "198.51.100.10"
  end_ip_address   = "198.51.100.20"
}

# refused: azure_postgresql_flexible_directory, azure_postgresql_flexible_password
resource "azurerm_postgresql_flexible_server" "passwords" {
  name                   = "passwords"
  resource_group_name    = "app"
  location               = "westeurope"
  administrator_login    = "psqladmin"
  administrator_password = "H@Sh1CoR3!"
  sku_name               = "GP_Standard_D4s_v3"
}

# refused: azure_postgresql_tls
resource "azurerm_postgresql_server" "plain" {
  name                    = "plain"
  location                = "westeurope"
  resource_group_name     = "app"
  sku_name                = "GP_Gen5_4"
  version                 = "11"
  ssl_enforcement_enabled = false
}

resource "azurerm_linux_web_app" "good" {
  name                                           = "good"
  resource_group_name                            = "app"
  location                                       = "westeurope"
  service_plan_id                                = "/subscriptions/s/resourceGroups/app/providers/Microsoft.Web/serverFarms/p"
  https_only                                     = true
  ftp_publish_basic_authentication_enabled       = false
  webdeploy_publish_basic_authentication_enabled = false

  identity {
    type = "SystemAssigned"
  }

  auth_settings_v2 {
    auth_enabled = true

    login {}
  }

  app_settings = {
    DB_PASSWORD = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/db)"
  }

  site_config {
    ftps_state = "Disabled"
  }
}

# refused: azure_app_callers, azure_app_cors, azure_app_ftp, azure_app_settings, azure_app_tls, nhi_credential_in_configuration
resource "azurerm_windows_function_app" "careless" {
  name                = "careless"
  resource_group_name = "app"
  location            = "westeurope"
  service_plan_id     = "/subscriptions/s/resourceGroups/app/providers/Microsoft.Web/serverFarms/p"

  app_settings = {
    DB_PASSWORD = "hunter2hunter2"
  }

  site_config {
    ftps_state          = "AllAllowed"
    minimum_tls_version = "1.0"

    cors {
      allowed_origins = ["*"]
    }
  }
}

resource "azurerm_linux_virtual_machine" "keys" {
  name                  = "keys"
  resource_group_name   = "app"
  location              = "westeurope"
  size                  = "Standard_F2"
  admin_username        = "adminuser"
  network_interface_ids = ["n"]

  admin_ssh_key {
    username   = "adminuser"
    public_key = "ssh-ed25519 AAAA"
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Standard_LRS"
  }
}

# refused: azure_linux_password, azure_linux_password_written
resource "azurerm_linux_virtual_machine" "passwords" {
  name                            = "passwords"
  resource_group_name             = "app"
  location                        = "westeurope"
  size                            = "Standard_F2"
  admin_username                  = "adminuser"
  admin_password                  = "P@ssw0rd1234!"
  disable_password_authentication = false
  network_interface_ids           = ["n"]

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Standard_LRS"
  }
}

# refused: azure_automation_variable
resource "azurerm_automation_variable_string" "plain" {
  name                    = "plain"
  resource_group_name     = "app"
  automation_account_name = "a"
  value                   = "Hello"
}

# refused: azure_maintenance_patches
resource "azurerm_maintenance_configuration" "seldom" {
  name                = "seldom"
  resource_group_name = "app"
  location            = "westeurope"
  scope               = "InGuestPatch"

  install_patches {
    reboot = "IfRequired"

    linux {
      classifications_to_include = ["Critical", "Security"]
    }
  }

  window {
    start_date_time = "2027-01-01 00:00"
    time_zone       = "UTC"
    recur_every     = "3Months"
  }
}

# refused: azure_defender_free
resource "azurerm_security_center_subscription_pricing" "free" {
  tier          = "Free"
  resource_type = "KeyVaults"
}

resource "azurerm_user_assigned_identity" "app" {
  name                = "app"
  resource_group_name = "app"
  location            = "westeurope"
}

resource "azurerm_application_insights" "app" {
  name                          = "app"
  resource_group_name           = "app"
  location                      = "westeurope"
  application_type              = "web"
  local_authentication_disabled = true
}

resource "azurerm_linux_function_app" "good" {
  name                                           = "good"
  resource_group_name                            = "app"
  location                                       = "westeurope"
  service_plan_id                                = "/subscriptions/s/resourceGroups/app/providers/Microsoft.Web/serverFarms/p"
  https_only                                     = true
  client_certificate_enabled                     = true
  ftp_publish_basic_authentication_enabled       = false
  webdeploy_publish_basic_authentication_enabled = false

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.app.id]
  }

  app_settings = {
    APPLICATIONINSIGHTS_CONNECTION_STRING = azurerm_application_insights.app.connection_string
    AZURE_CLIENT_ID                       = azurerm_user_assigned_identity.app.client_id
  }

  site_config {}
}
