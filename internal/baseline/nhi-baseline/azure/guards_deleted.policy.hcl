# Refuses deleting what guards the identities of a tenant: locks, diagnostic
# settings, alerts, plans and contacts of Defender, policy assignments, rules
# of roles, auditing, maintenance. One that another of the plan takes the
# place of may go.
#
# Why: whoever wants to act unseen removes the guard first; and who removes it
# by mistake does not notice for months.
#
# Mend: keep it. When it moves to another configuration, use a removed block
# that does not destroy, or except the change.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_management_lock" "azure_lock_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_management_lock", { name = prior_attrs.name })) > 0
    error_message = "The lock ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_monitor_diagnostic_setting" "azure_diagnostics_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_monitor_diagnostic_setting", { name = prior_attrs.name })) > 0
    error_message = "The diagnostic setting ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_monitor_aad_diagnostic_setting" "azure_directory_diagnostics_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_monitor_aad_diagnostic_setting", { name = prior_attrs.name })) > 0
    error_message = "The diagnostic setting of Entra ID ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_monitor_activity_log_alert" "azure_activity_alert_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_monitor_activity_log_alert", { name = prior_attrs.name })) > 0
    error_message = "The alert ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_security_center_subscription_pricing" "azure_defender_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_security_center_subscription_pricing", { resource_type = prior_attrs.resource_type })) > 0
    error_message = "Defender for ${prior_attrs.resource_type} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_security_center_contact" "azure_defender_contact_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_security_center_contact", { name = prior_attrs.name })) > 0
    error_message = "The contact of Defender ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_maintenance_configuration" "azure_maintenance_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_maintenance_configuration", { name = prior_attrs.name })) > 0
    error_message = "The maintenance configuration ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_mssql_server_extended_auditing_policy" "azure_mssql_audit_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_mssql_server_extended_auditing_policy", { server_id = prior_attrs.server_id })) > 0
    error_message = "The auditing of ${prior_attrs.server_id} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_role_management_policy" "azure_role_rules_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_role_management_policy", { role_definition_id = prior_attrs.role_definition_id })) > 0
    error_message = "The rules of the role ${prior_attrs.role_definition_id} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_sentinel_log_analytics_workspace_onboarding" "azure_sentinel_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_sentinel_log_analytics_workspace_onboarding", { workspace_id = prior_attrs.workspace_id })) > 0
    error_message = "Sentinel on ${prior_attrs.workspace_id} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_storage_container_immutability_policy" "azure_immutability_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_storage_container_immutability_policy", { storage_container_resource_manager_id = prior_attrs.storage_container_resource_manager_id })) > 0
    error_message = "The immutability of ${prior_attrs.storage_container_resource_manager_id} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_subscription_policy_assignment" "azure_subscription_policy_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_subscription_policy_assignment", { name = prior_attrs.name })) > 0
    error_message = "The policy assignment ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_management_group_policy_assignment" "azure_management_group_policy_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_management_group_policy_assignment", { name = prior_attrs.name })) > 0
    error_message = "The policy assignment ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_resource_group_policy_assignment" "azure_resource_group_policy_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_resource_group_policy_assignment", { name = prior_attrs.name })) > 0
    error_message = "The policy assignment ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "azurerm_resource_policy_assignment" "azure_resource_policy_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azurerm_resource_policy_assignment", { name = prior_attrs.name })) > 0
    error_message = "The policy assignment ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}
