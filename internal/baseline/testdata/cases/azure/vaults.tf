data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "good" {
  name                       = "good"
  location                   = "westeurope"
  resource_group_name        = "app"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
  rbac_authorization_enabled = true

  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
  }
}

resource "azurerm_key_vault" "older" {
  name                          = "older"
  location                      = "westeurope"
  resource_group_name           = "app"
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  purge_protection_enabled      = true
  enable_rbac_authorization     = true
  public_network_access_enabled = false
}

# refused: azure_vault_access_policy, azure_vault_purge
resource "azurerm_key_vault" "open" {
  name                = "open"
  location            = "westeurope"
  resource_group_name = "app"
  tenant_id           = data.azurerm_client_config.current.tenant_id
  sku_name            = "standard"

  access_policy {
    tenant_id          = data.azurerm_client_config.current.tenant_id
    object_id          = data.azurerm_client_config.current.object_id
    secret_permissions = ["Get", "List", "Set", "Delete", "Purge"]
  }
}

resource "azurerm_key_vault_access_policy" "reads" {
  key_vault_id       = azurerm_key_vault.older.id
  tenant_id          = data.azurerm_client_config.current.tenant_id
  object_id          = data.azurerm_client_config.current.object_id
  secret_permissions = ["Get"]
}

# refused: azure_vault_access_policy_all
resource "azurerm_key_vault_access_policy" "purges" {
  key_vault_id    = azurerm_key_vault.older.id
  tenant_id       = data.azurerm_client_config.current.tenant_id
  object_id       = data.azurerm_client_config.current.object_id
  key_permissions = ["Get", "Create", "Delete", "Purge"]
}

resource "azurerm_key_vault_key" "rotated" {
  name         = "rotated"
  key_vault_id = azurerm_key_vault.good.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["decrypt", "encrypt"]

  rotation_policy {
    automatic {
      time_before_expiry = "P30D"
    }

    expire_after         = "P90D"
    notify_before_expiry = "P29D"
  }
}

# refused: azure_vault_key_expiry, azure_vault_key_size
resource "azurerm_key_vault_key" "for_ever" {
  name         = "for-ever"
  key_vault_id = azurerm_key_vault.good.id
  key_type     = "RSA"
  key_size     = 1024
  key_opts     = ["decrypt", "encrypt"]
}

resource "azurerm_key_vault_secret" "ends" {
  name             = "ends"
  key_vault_id     = azurerm_key_vault.good.id
  value_wo         = "given-at-apply"
  value_wo_version = 1
  expiration_date  = "2027-06-01T00:00:00Z"
}

# refused: azure_vault_secret_expiry, azure_vault_secret_value
resource "azurerm_key_vault_secret" "written_down" {
  name         = "written-down"
  key_vault_id = azurerm_key_vault.good.id
  value        = "szechuan"
}

# refused: azure_vault_certificate_key, azure_vault_certificate_renewal, azure_vault_certificate_validity
resource "azurerm_key_vault_certificate" "long" {
  name         = "long"
  key_vault_id = azurerm_key_vault.good.id

  certificate_policy {
    issuer_parameters {
      name = "Self"
    }

    key_properties {
      exportable = true
      key_size   = 1024
      key_type   = "RSA"
      reuse_key  = true
    }

    secret_properties {
      content_type = "application/x-pkcs12"
    }

    x509_certificate_properties {
      key_usage          = ["digitalSignature"]
      subject            = "CN=app.example.com"
      validity_in_months = 36
    }
  }
}
