# Refuses web and function apps that take requests in clear text, by TLS
# before 1.2, from callers whom nobody asks who they are, or with passwords for
# publishing.
#
# Why: an app that asks nobody who they are does what strangers say, as what it
# is.
#
# Mend: set https_only, auth_settings_v2 or client certificates,
# ftp_publish_basic_authentication_enabled and
# webdeploy_publish_basic_authentication_enabled to false.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Web and function apps, by their older names and their newer ones.
  apps = [
    "azurerm_linux_web_app",
    "azurerm_windows_web_app",
    "azurerm_linux_web_app_slot",
    "azurerm_windows_web_app_slot",
    "azurerm_linux_function_app",
    "azurerm_windows_function_app",
    "azurerm_linux_function_app_slot",
    "azurerm_windows_function_app_slot",
    "azurerm_app_service",
    "azurerm_app_service_slot",
    "azurerm_function_app",
    "azurerm_function_app_slot",
    "azurerm_function_app_flex_consumption",
    "azurerm_logic_app_standard",
  ]

  # Those that publish by FTP and Web Deploy with a password unless told otherwise.
  publishing_apps = [
    "azurerm_linux_web_app",
    "azurerm_windows_web_app",
    "azurerm_linux_web_app_slot",
    "azurerm_windows_web_app_slot",
    "azurerm_linux_function_app",
    "azurerm_windows_function_app",
    "azurerm_linux_function_app_slot",
    "azurerm_windows_function_app_slot",
  ]
}

resource_policy "azurerm_*app*" "azure_app_https" {
  filter = core::contains(local.apps, meta.type)

  enforce {
    condition     = core::try(attrs.https_only, null) != false
    error_message = "The app ${attrs.name} takes tokens in clear text. Set https_only."
  }
}

resource_policy "azurerm_*app*" "azure_app_callers" {
  filter = core::contains(local.apps, meta.type)

  enforce {
    condition     = core::try(attrs.auth_settings[0].enabled, null) == true || core::try(attrs.auth_settings_v2[0].auth_enabled, null) == true || core::try(attrs.client_certificate_enabled, null) == true || core::try(attrs.client_cert_enabled, null) == true || core::try(attrs.client_cert_mode, null) == "Required"
    error_message = "The app ${attrs.name} asks nobody who they are. Set auth_settings_v2 with auth_enabled, or client_certificate_enabled; except it if the app authenticates its callers by itself."
  }
}

resource_policy "azurerm_*app*" "azure_app_tls" {
  filter = core::contains(local.apps, meta.type)

  enforce {
    condition     = core::length([for v in [core::try(attrs.site_config[0].minimum_tls_version, null), core::try(attrs.site_config[0].min_tls_version, null)] : v if core::contains(["1.0", "1.1"], v)]) == 0
    error_message = "The app ${attrs.name} talks TLS before 1.2. Set minimum_tls_version to 1.2."
  }
}

resource_policy "azurerm_*app*" "azure_app_ftp" {
  filter = core::contains(local.apps, meta.type)

  enforce {
    condition     = core::try(attrs.site_config[0].ftps_state, null) != "AllAllowed"
    error_message = "The app ${attrs.name} is published over FTP in clear text. Set ftps_state to Disabled or FtpsOnly."
  }
}

resource_policy "azurerm_*app*" "azure_app_debugging" {
  filter = core::contains(local.apps, meta.type)

  enforce {
    condition     = core::try(attrs.site_config[0].remote_debugging_enabled, null) != true
    error_message = "A debugger attaches to the app ${attrs.name} from afar, and reads its tokens. Leave remote_debugging_enabled false."
  }
}

resource_policy "azurerm_*app*" "azure_app_cors" {
  filter = core::contains(local.apps, meta.type)

  enforce {
    condition     = core::length([for o in core::try(attrs.site_config[0].cors[0].allowed_origins, null) == null ? [] : core::tolist(attrs.site_config[0].cors[0].allowed_origins) : o if o == "*"]) == 0
    error_message = "Every page calls the app ${attrs.name} as whoever reads it. Name the origins."
  }
}

resource_policy "azurerm_*app*" "azure_app_publishing" {
  filter = core::contains(local.publishing_apps, meta.type)

  enforce {
    condition     = core::try(attrs.ftp_publish_basic_authentication_enabled, null) != true && core::try(attrs.webdeploy_publish_basic_authentication_enabled, null) != true
    error_message = "The app ${attrs.name} is published by a password. Set ftp_publish_basic_authentication_enabled and webdeploy_publish_basic_authentication_enabled to false, and deploy by an identity."
  }
}

resource_policy "azurerm_container_app" "azure_container_app_https" {
  enforce {
    condition     = core::try(attrs.ingress[0].allow_insecure_connections, null) != true
    error_message = "The app ${attrs.name} takes tokens in clear text. Leave allow_insecure_connections false."
  }
}
