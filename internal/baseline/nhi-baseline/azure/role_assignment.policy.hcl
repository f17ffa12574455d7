# Refuses assignments of the roles that grant every other one (Owner, User
# Access Administrator, Role Based Access Control Administrator), and of
# Contributor over a subscription, a management group or the tenant.
#
# Why: an identity that may grant itself rights has them all. A Contributor of
# a subscription reads the secrets of what runs in it, and runs what it likes
# as its identities.
#
# Mend: assign the role of the service at the resource or resource group.
# Where rights are to be granted, bind the assignment by a condition on the
# roles that may be (condition, condition_version 2.0).
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Roles by which one grants oneself every other.
  granting_names = ["Owner", "User Access Administrator", "Role Based Access Control Administrator"]
  granting_ids   = "(?i)(8e3af657-a8ff-443c-a75c-2fe8c4bcb635|18d7d88d-d35e-4fb5-a5c3-7773c20a72d9|f58310d9-a9f6-439a-9e8d-f62e7b41a168)$"

  # Roles that change whatever there is.
  changing_names = ["Contributor"]
  changing_ids   = "(?i)b24988ac-6180-42a0-ab88-20f7382dd24c$"

  # Whole subscriptions, management groups and the tenant.
  whole_scopes = "(?i)^(/|/subscriptions/[^/]+/?|/providers/Microsoft\\.Management/managementGroups/.+)$"
}

resource_policy "azurerm_role_assignment" "azure_role_grants_roles" {
  filter = core::try(attrs.condition, null) == null

  locals {
    named = core::try(attrs.role_definition_name, null) == null ? "" : attrs.role_definition_name
    by_id = local.named != "" ? "" : (core::try(attrs.role_definition_id, null) == null ? "" : attrs.role_definition_id)
  }

  enforce {
    condition     = !(core::contains(local.granting_names, local.named) || core::regex_match(local.by_id, local.granting_ids))
    error_message = "It makes ${attrs.principal_id} ${local.named == "" ? "Owner, or one who grants roles" : local.named} of ${attrs.scope}. Assign the role of the service that is needed, or bind what may be granted by a condition."
  }
}

resource_policy "azurerm_role_assignment" "azure_role_changes_everything" {
  filter = core::contains(local.changing_names, core::try(attrs.role_definition_name, null)) || core::regex_match(core::try(attrs.role_definition_id, null) == null || core::try(attrs.role_definition_name, null) != null ? "" : attrs.role_definition_id, local.changing_ids)

  enforce {
    condition     = !core::regex_match(attrs.scope, local.whole_scopes)
    error_message = "${attrs.principal_id} changes whatever there is in ${attrs.scope}. Assign the role of the service at the resource, or Contributor of one resource group."
  }
}

resource_policy "azurerm_pim_active_role_assignment" "azure_role_active" {
  filter = core::try(attrs.schedule[0].expiration[0].duration_days, null) == null && core::try(attrs.schedule[0].expiration[0].duration_hours, null) == null && core::try(attrs.schedule[0].expiration[0].end_date_time, null) == null

  enforce {
    condition     = !core::regex_match(attrs.role_definition_id, local.granting_ids) && !(core::regex_match(attrs.role_definition_id, local.changing_ids) && core::regex_match(attrs.scope, local.whole_scopes))
    error_message = "${attrs.principal_id} holds ${attrs.role_definition_id} of ${attrs.scope} all the time. Make it eligible (azurerm_pim_eligible_role_assignment), or let it end by schedule."
  }
}

resource_policy "azurerm_lighthouse_definition" "azure_lighthouse_role" {
  locals {
    found = [for a in core::try(attrs.authorization, null) == null ? [] : core::tolist(attrs.authorization) : a.role_definition_id if core::regex_match(a.role_definition_id, local.granting_ids) || core::regex_match(a.role_definition_id, local.changing_ids)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "Another tenant is given the role ${core::join(", ", local.found)} here. Grant it Reader or the role of a service, or let it activate the role (eligible_authorization)."
  }
}
