# Refuses registries that have an administrator's password, let anybody pull,
# or hand out tokens that never end or write everywhere.
#
# Why: the administrator of a registry is one password for all who pull and
# push; what it pushes runs everywhere.
#
# Mend: leave admin_enabled and anonymous_pull_enabled off, and give AcrPull
# and AcrPush to identities.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_container_registry" "azure_registry_admin" {
  enforce {
    condition     = core::try(attrs.admin_enabled, null) != true
    error_message = "The registry ${attrs.name} has an administrator whose password is shared. Leave admin_enabled false, and give AcrPull and AcrPush to identities."
  }
}

resource_policy "azurerm_container_registry" "azure_registry_anonymous" {
  enforce {
    condition     = core::try(attrs.anonymous_pull_enabled, null) != true
    error_message = "Anybody pulls from the registry ${attrs.name}. Leave anonymous_pull_enabled false."
  }
}

resource_policy "azurerm_container_registry_token_password" "azure_registry_token_expiry" {
  enforce {
    condition     = core::length([for p in core::flatten([attrs.password1, core::try(attrs.password2, null) == null ? [] : attrs.password2]) : p if core::try(p.expiry, null) == null]) == 0
    error_message = "A password of the token never ends. Set expiry, or give a role to an identity."
  }
}

resource_policy "azurerm_container_registry_scope_map" "azure_registry_scope" {
  locals {
    found = [for a in attrs.actions : a if core::regex_match(a, "repositories/\\*/.*(write|delete)")]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The map ${attrs.name} allows ${core::join(", ", local.found)}. Name the repositories that are written."
  }
}
