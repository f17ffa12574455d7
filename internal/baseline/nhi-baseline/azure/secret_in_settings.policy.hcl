# Refuses secrets in the settings and connection strings of apps, in the
# environment of containers, and in variables of automation that are not
# encrypted.
#
# Why: settings are read by whoever may read the app, its pipeline or its
# dumps; and they stand in the state.
#
# Mend: refer to the vault (@Microsoft.KeyVault(SecretUri=…)), or let the app
# read the secret by its identity.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Names of settings that hold a secret, and those that only say where one is.
  secret_names     = "(?i)(passw(or)?d|passphrase|secret|token|api_?key|access_?key|account_?key|private_?key|connection_?string|credential)"
  secret_locations = "(?i)(_|^)(names?|ids?|paths?|files?|uri|url|endpoint|region|version|ttl|expiry|expires|length|prefix|enabled|type|settings?|store)$|vault|instrumentation|applicationinsights"

  # What stands in their place: a reference to a vault, or nothing.
  secret_places = "^$|^@Microsoft\\.(KeyVault|AppConfiguration)\\(|^/|^https?://|^(true|false|[0-9]{1,6})$|^InstrumentationKey="

  # What is a secret under any name.
  secret_values = "(?i)(AccountKey=[a-z0-9+/=]{20}|SharedAccessKey=[a-z0-9+/=]{20}|password=[^;{$@]|pwd=[^;{$@]|-----BEGIN [A-Z ]*PRIVATE KEY)"
}

resource_policy "azurerm_*app*" "azure_app_settings" {
  filter = core::regex_match(meta.type, "_(web_app|function_app|app_service|logic_app_standard)") && core::try(attrs.app_settings, null) != null

  locals {
    found = [for name, value in attrs.app_settings : name if core::regex_match(name, local.secret_names) && !core::regex_match(name, local.secret_locations) && !core::regex_match(value, local.secret_places) || nhi::known(value) && core::regex_match(value, local.secret_values)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in its settings hold secrets. Refer to the vault by @Microsoft.KeyVault(SecretUri=...), or let the app read the secret by its identity."
  }
}

resource_policy "azurerm_*app*" "azure_app_connection_string" {
  filter = core::regex_match(meta.type, "_(web_app|function_app|app_service|logic_app_standard)") && core::length(core::try(attrs.connection_string, null) == null ? [] : attrs.connection_string) > 0

  locals {
    found = [for c in attrs.connection_string : c.name if core::regex_match(c.value, local.secret_values)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The connection strings ${core::join(", ", local.found)} hold secrets. Refer to the vault by @Microsoft.KeyVault(SecretUri=...), or connect by the identity of the app."
  }
}

resource_policy "azurerm_container_group" "azure_container_environment" {
  locals {
    found = core::flatten([for c in attrs.container : [for name, value in core::try(c.environment_variables, null) == null ? {} : c.environment_variables : name if core::regex_match(name, local.secret_names) && !core::regex_match(name, local.secret_locations) && !core::regex_match(value, local.secret_places) || nhi::known(value) && core::regex_match(value, local.secret_values)]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in the environment of a container hold secrets. Put them in secure_environment_variables, or let the container read them by its identity."
  }
}

resource_policy "azurerm_container_app" "azure_container_app_environment" {
  locals {
    found = core::flatten([for t in attrs.template : [for c in t.container : [for v in core::try(c.env, null) == null ? [] : c.env : v.name if core::try(v.value, null) == null ? false : core::regex_match(v.name, local.secret_names) && !core::regex_match(v.name, local.secret_locations) && !core::regex_match(v.value, local.secret_places) || nhi::known(v.value) && core::regex_match(v.value, local.secret_values)]]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in the environment of a container hold secrets. Use secret_name, with a secret of the vault (key_vault_secret_id)."
  }
}

resource_policy "azurerm_automation_variable_*" "azure_automation_variable" {
  enforce {
    condition     = core::try(attrs.encrypted, null) == true
    error_message = "The variable ${attrs.name} is kept in clear text. Set encrypted."
  }
}

resource_policy "azurerm_api_management_named_value" "azure_api_management_value" {
  enforce {
    condition     = core::try(attrs.secret, null) == true || !core::regex_match(attrs.name, local.secret_names)
    error_message = "The value ${attrs.name} of the gateway is shown to whoever may read it. Set secret, or take it from the vault (value_from_key_vault)."
  }
}
