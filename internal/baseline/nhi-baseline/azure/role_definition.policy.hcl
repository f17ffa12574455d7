# Refuses custom roles that may do everything, or grant roles, or that are
# assignable everywhere.
#
# Why: a role with * is Owner under a name that nobody looks for.
#
# Mend: name the actions (Microsoft.Storage/storageAccounts/read), and the
# subscriptions or groups where the role may be assigned.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_role_definition" "azure_role_definition_wildcard" {
  locals {
    allowed = core::flatten([for p in core::try(attrs.permissions, null) == null ? [] : attrs.permissions : [core::try(p.actions, null) == null ? [] : core::tolist(p.actions), core::try(p.data_actions, null) == null ? [] : core::tolist(p.data_actions)]])
    found   = [for a in local.allowed : a if core::regex_match(a, "(?i)^(\\*|\\*/(\\*|write|delete|action))$|^microsoft\\.authorization/(\\*|roleassignments/(\\*|write)|roledefinitions/(\\*|write)|\\*/(write|\\*)|elevateaccess/action)$|^microsoft\\.[a-z.]+/\\*$|listkeys/action$")]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The role ${attrs.name} allows ${core::join(", ", local.found)}. Name the actions that are needed."
  }
}

resource_policy "azurerm_role_definition" "azure_role_definition_scope" {
  enforce {
    condition     = core::length([for s in core::flatten([attrs.scope, core::try(attrs.assignable_scopes, null) == null ? [] : attrs.assignable_scopes]) : s if nhi::known(s) && s == "/"]) == 0
    error_message = "The role ${attrs.name} is assignable in the whole tenant. Name subscriptions or groups."
  }
}

resource_policy "azurerm_cosmosdb_sql_role_definition" "azure_cosmos_role_wildcard" {
  locals {
    found = [for a in core::flatten([for p in core::tolist(attrs.permissions) : core::tolist(p.data_actions)]) : a if core::regex_match(a, "(?i)^(\\*|Microsoft\\.DocumentDB/(databaseAccounts/)?\\*)$")]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The role ${attrs.name} allows ${core::join(", ", local.found)}. Name the actions that are needed."
  }
}
