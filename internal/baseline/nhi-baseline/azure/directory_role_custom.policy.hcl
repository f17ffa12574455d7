# Refuses custom directory roles that may change credentials, owners, roles or
# everything of a kind.
#
# Why: who may add a password to an application is that application, with all
# that it holds.
#
# Mend: name the actions that are needed, and read where reading does.
policy {
  required_providers {
    azuread = {
      source = "hashicorp/azuread"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azuread_custom_directory_role" "azure_directory_role_custom" {
  locals {
    found = [for a in core::flatten([for p in core::try(attrs.permissions, []) : core::tolist(p.allowed_resource_actions)]) : a if core::regex_match(a, "(?i)(alltasks|/credentials/update|/owners/update|approleassignedto/update|/permissions/update|roleassignments/|roledefinitions/.*(create|update|alltasks))")]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The role ${attrs.display_name} allows ${core::join(", ", local.found)}. Name the actions that the job needs."
  }
}
