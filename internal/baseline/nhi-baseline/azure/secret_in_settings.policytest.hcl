policytest {
  targets = ["secret_in_settings.policy.hcl"]
}

resource "azurerm_linux_web_app" "app_settings_passes" {
  attrs = { app_settings = { AZURE_CLIENT_ID = unknown("string"), DB_PASSWORD = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/db)", SECRET_NAME = "db", LOG_LEVEL = "info" }, connection_string = [{ name = "db", type = "SQLAzure", value = "Server=s;Authentication=Active Directory Managed Identity" }] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_settings"
    verdict = "pass"
  }
}

resource "azurerm_function_app" "app_settings_fails" {
  attrs = { app_settings = { DB_PASSWORD = "not-so-secret" } }
  meta  = { type = "azurerm_function_app" }
  expect {
    policy  = "azure_app_settings"
    verdict = "fail"
  }
}

resource "azurerm_linux_web_app" "app_settings_fails_2" {
  attrs = { app_settings = { STORAGE = "AccountName=a;AccountKey=abcdefghijklmnopqrstuvwxyz0123456789==" } }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_settings"
    verdict = "fail"
  }
}

resource "azurerm_linux_web_app" "app_settings_undecided" {
  attrs = { app_settings = { DB_PASSWORD = unknown("string") } }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_settings"
    verdict = "undecided"
  }
}

resource "azurerm_linux_web_app" "app_settings_leaves_out" {
  attrs = { app_settings = null, connection_string = [{ name = "db", type = "SQLAzure", value = "Server=s;Authentication=Active Directory Managed Identity" }] }
  meta  = { type = "azurerm_linux_web_app" }
}

resource "azurerm_linux_web_app" "app_connection_string_passes" {
  attrs = { connection_string = [{ name = "db", type = "SQLAzure", value = "Server=s;Authentication=Active Directory Managed Identity" }], app_settings = { AZURE_CLIENT_ID = unknown("string"), DB_PASSWORD = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/db)", SECRET_NAME = "db", LOG_LEVEL = "info" } }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_connection_string"
    verdict = "pass"
  }
}

resource "azurerm_app_service" "app_connection_string_fails" {
  attrs = { connection_string = [{ name = "db", type = "SQLAzure", value = "Server=s;User Id=a;Password=not-so-secret" }] }
  meta  = { type = "azurerm_app_service" }
  expect {
    policy  = "azure_app_connection_string"
    verdict = "fail"
  }
}

resource "azurerm_linux_web_app" "app_connection_string_undecided" {
  attrs = { connection_string = [{ name = "db", type = "SQLAzure", value = unknown("string") }] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_connection_string"
    verdict = "undecided"
  }
}

resource "azurerm_linux_web_app" "app_connection_string_leaves_out" {
  attrs = { connection_string = [], app_settings = { AZURE_CLIENT_ID = unknown("string"), DB_PASSWORD = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/db)", SECRET_NAME = "db", LOG_LEVEL = "info" } }
  meta  = { type = "azurerm_linux_web_app" }
}

resource "azurerm_application_insights" "app_connection_string_leaves_out_2" {
  attrs = { connection_string = unknown("string"), app_settings = { AZURE_CLIENT_ID = unknown("string"), DB_PASSWORD = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/db)", SECRET_NAME = "db", LOG_LEVEL = "info" } }
  meta  = { type = "azurerm_application_insights" }
}

resource "azurerm_container_group" "container_environment_passes" {
  attrs = { container = [{ environment_variables = { LOG_LEVEL = "info" } }] }
  expect {
    policy  = "azure_container_environment"
    verdict = "pass"
  }
}

resource "azurerm_container_group" "container_environment_passes_2" {
  attrs = { container = [{ environment_variables = null }] }
  expect {
    policy  = "azure_container_environment"
    verdict = "pass"
  }
}

resource "azurerm_container_group" "container_environment_fails" {
  attrs = { container = [{ environment_variables = { API_KEY = "not-so-secret" } }] }
  expect {
    policy  = "azure_container_environment"
    verdict = "fail"
  }
}

resource "azurerm_container_group" "container_environment_undecided" {
  attrs = { container = [{ environment_variables = { API_KEY = unknown("string") } }] }
  expect {
    policy  = "azure_container_environment"
    verdict = "undecided"
  }
}

resource "azurerm_container_app" "container_app_environment_passes" {
  attrs = { template = [{ container = [{ env = [{ name = "API_KEY", secret_name = "s", value = null }, { name = "LOG_LEVEL", value = "info" }] }] }], app_settings = { AZURE_CLIENT_ID = unknown("string"), DB_PASSWORD = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/db)", SECRET_NAME = "db", LOG_LEVEL = "info" }, connection_string = [{ name = "db", type = "SQLAzure", value = "Server=s;Authentication=Active Directory Managed Identity" }] }
  meta  = { type = "azurerm_container_app" }
  expect {
    policy  = "azure_container_app_environment"
    verdict = "pass"
  }
}

resource "azurerm_container_app" "container_app_environment_fails" {
  attrs = { template = [{ container = [{ env = [{ name = "API_KEY", value = "not-so-secret" }] }] }] }
  meta  = { type = "azurerm_container_app" }
  expect {
    policy  = "azure_container_app_environment"
    verdict = "fail"
  }
}

resource "azurerm_container_app" "container_app_environment_undecided" {
  attrs = { template = [{ container = [{ env = [{ name = "API_KEY", value = unknown("string") }] }] }] }
  meta  = { type = "azurerm_container_app" }
  expect {
    policy  = "azure_container_app_environment"
    verdict = "undecided"
  }
}

resource "azurerm_automation_variable_string" "automation_variable_passes" {
  attrs = { name = "a", encrypted = true }
  expect {
    policy  = "azure_automation_variable"
    verdict = "pass"
  }
}

resource "azurerm_automation_variable_string" "automation_variable_fails" {
  attrs = { name = "a", encrypted = null }
  expect {
    policy  = "azure_automation_variable"
    verdict = "fail"
  }
}

resource "azurerm_automation_variable_int" "automation_variable_fails_2" {
  attrs = { name = "a", encrypted = false }
  expect {
    policy  = "azure_automation_variable"
    verdict = "fail"
  }
}

resource "azurerm_automation_variable_bool" "automation_variable_undecided" {
  attrs = { name = "a", encrypted = unknown("bool") }
  expect {
    policy  = "azure_automation_variable"
    verdict = "undecided"
  }
}

resource "azurerm_api_management_named_value" "api_management_value_passes" {
  attrs = { name = "api-key", secret = true }
  expect {
    policy  = "azure_api_management_value"
    verdict = "pass"
  }
}

resource "azurerm_api_management_named_value" "api_management_value_passes_2" {
  attrs = { name = "backend" }
  expect {
    policy  = "azure_api_management_value"
    verdict = "pass"
  }
}

resource "azurerm_api_management_named_value" "api_management_value_fails" {
  attrs = { name = "api-secret", secret = null }
  expect {
    policy  = "azure_api_management_value"
    verdict = "fail"
  }
}

resource "azurerm_api_management_named_value" "api_management_value_undecided" {
  attrs = { name = "api-secret", secret = unknown("bool") }
  expect {
    policy  = "azure_api_management_value"
    verdict = "undecided"
  }
}
