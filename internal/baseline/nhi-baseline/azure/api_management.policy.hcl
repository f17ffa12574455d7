# Refuses API gateways that talk old TLS to callers or backends, and APIs and
# products that anybody calls.
#
# Why: a key that travels by broken TLS is read on the way; an API without a
# subscription asks nobody who they are.
#
# Mend: leave the older protocols off, protocols at https, and
# subscription_required true, or authenticate callers by OAuth
# (oauth2_authorization, openid_authentication).
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_api_management" "azure_api_management_tls" {
  locals {
    found = core::flatten([for s in core::try(attrs.security, null) == null ? [] : attrs.security : [for k, v in { "SSL 3.0 to backends" = [core::try(s.backend_ssl30_enabled, null), core::try(s.enable_backend_ssl30, null)], "TLS 1.0 to backends" = [core::try(s.backend_tls10_enabled, null), core::try(s.enable_backend_tls10, null)], "TLS 1.1 to backends" = [core::try(s.backend_tls11_enabled, null), core::try(s.enable_backend_tls11, null)], "SSL 3.0 to callers" = [core::try(s.frontend_ssl30_enabled, null), core::try(s.enable_frontend_ssl30, null)], "TLS 1.0 to callers" = [core::try(s.frontend_tls10_enabled, null), core::try(s.enable_frontend_tls10, null)], "TLS 1.1 to callers" = [core::try(s.frontend_tls11_enabled, null), core::try(s.enable_frontend_tls11, null)], "Triple DES" = [core::try(s.triple_des_ciphers_enabled, null), null] } : k if v[0] == true || v[1] == true]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The gateway ${attrs.name} talks ${core::join(", ", local.found)}. Leave them off."
  }
}

resource_policy "azurerm_api_management_api" "azure_api_management_http" {
  enforce {
    condition     = !core::contains(core::try(attrs.protocols, null) == null ? [] : attrs.protocols, "http")
    error_message = "The API ${attrs.name} takes keys in clear text. Let protocols be https."
  }
}

resource_policy "azurerm_api_management_api" "azure_api_management_open" {
  enforce {
    condition     = core::try(attrs.subscription_required, null) != false || core::length(core::try(attrs.oauth2_authorization, null) == null ? [] : attrs.oauth2_authorization) > 0 || core::length(core::try(attrs.openid_authentication, null) == null ? [] : attrs.openid_authentication) > 0
    error_message = "Anybody calls the API ${attrs.name}. Leave subscription_required true, or authenticate callers by OAuth."
  }
}
