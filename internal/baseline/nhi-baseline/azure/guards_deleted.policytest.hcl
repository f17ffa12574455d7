policytest {
  targets = ["guards_deleted.policy.hcl"]
}

resource "azurerm_management_lock" "lock_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "azure_lock_deleted"
    verdict = "pass"
  }
}

resource "azurerm_management_lock" "lock_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "azurerm_management_lock" "lock_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "azure_lock_deleted"
    verdict = "fail"
  }
}

resource "azurerm_monitor_diagnostic_setting" "diagnostics_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "azure_diagnostics_deleted"
    verdict = "pass"
  }
}

resource "azurerm_monitor_diagnostic_setting" "diagnostics_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "azurerm_monitor_diagnostic_setting" "diagnostics_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "azure_diagnostics_deleted"
    verdict = "fail"
  }
}

resource "azurerm_monitor_aad_diagnostic_setting" "directory_diagnostics_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "azure_directory_diagnostics_deleted"
    verdict = "pass"
  }
}

resource "azurerm_monitor_aad_diagnostic_setting" "directory_diagnostics_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "azurerm_monitor_aad_diagnostic_setting" "directory_diagnostics_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "azure_directory_diagnostics_deleted"
    verdict = "fail"
  }
}

resource "azurerm_monitor_activity_log_alert" "activity_alert_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "azure_activity_alert_deleted"
    verdict = "pass"
  }
}

resource "azurerm_monitor_activity_log_alert" "activity_alert_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "azurerm_monitor_activity_log_alert" "activity_alert_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "azure_activity_alert_deleted"
    verdict = "fail"
  }
}

resource "azurerm_security_center_subscription_pricing" "defender_deleted_passes" {
  prior_attrs = { resource_type = "replaced" }
  expect {
    policy  = "azure_defender_deleted"
    verdict = "pass"
  }
}

resource "azurerm_security_center_subscription_pricing" "defender_deleted_its_replacement" {
  attrs = { resource_type = "replaced" }
}

resource "azurerm_security_center_subscription_pricing" "defender_deleted_fails" {
  prior_attrs = { resource_type = "gone" }
  expect {
    policy  = "azure_defender_deleted"
    verdict = "fail"
  }
}

resource "azurerm_security_center_contact" "defender_contact_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "azure_defender_contact_deleted"
    verdict = "pass"
  }
}

resource "azurerm_security_center_contact" "defender_contact_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "azurerm_security_center_contact" "defender_contact_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "azure_defender_contact_deleted"
    verdict = "fail"
  }
}

resource "azurerm_maintenance_configuration" "maintenance_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "azure_maintenance_deleted"
    verdict = "pass"
  }
}

resource "azurerm_maintenance_configuration" "maintenance_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "azurerm_maintenance_configuration" "maintenance_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "azure_maintenance_deleted"
    verdict = "fail"
  }
}

resource "azurerm_mssql_server_extended_auditing_policy" "mssql_audit_deleted_passes" {
  prior_attrs = { server_id = "replaced" }
  expect {
    policy  = "azure_mssql_audit_deleted"
    verdict = "pass"
  }
}

resource "azurerm_mssql_server_extended_auditing_policy" "mssql_audit_deleted_its_replacement" {
  attrs = { server_id = "replaced" }
}

resource "azurerm_mssql_server_extended_auditing_policy" "mssql_audit_deleted_fails" {
  prior_attrs = { server_id = "gone" }
  expect {
    policy  = "azure_mssql_audit_deleted"
    verdict = "fail"
  }
}

resource "azurerm_role_management_policy" "role_rules_deleted_passes" {
  prior_attrs = { role_definition_id = "replaced" }
  expect {
    policy  = "azure_role_rules_deleted"
    verdict = "pass"
  }
}

resource "azurerm_role_management_policy" "role_rules_deleted_its_replacement" {
  attrs = { role_definition_id = "replaced" }
}

resource "azurerm_role_management_policy" "role_rules_deleted_fails" {
  prior_attrs = { role_definition_id = "gone" }
  expect {
    policy  = "azure_role_rules_deleted"
    verdict = "fail"
  }
}

resource "azurerm_sentinel_log_analytics_workspace_onboarding" "sentinel_deleted_passes" {
  prior_attrs = { workspace_id = "replaced" }
  expect {
    policy  = "azure_sentinel_deleted"
    verdict = "pass"
  }
}

resource "azurerm_sentinel_log_analytics_workspace_onboarding" "sentinel_deleted_its_replacement" {
  attrs = { workspace_id = "replaced" }
}

resource "azurerm_sentinel_log_analytics_workspace_onboarding" "sentinel_deleted_fails" {
  prior_attrs = { workspace_id = "gone" }
  expect {
    policy  = "azure_sentinel_deleted"
    verdict = "fail"
  }
}

resource "azurerm_storage_container_immutability_policy" "immutability_deleted_passes" {
  prior_attrs = { storage_container_resource_manager_id = "replaced" }
  expect {
    policy  = "azure_immutability_deleted"
    verdict = "pass"
  }
}

resource "azurerm_storage_container_immutability_policy" "immutability_deleted_its_replacement" {
  attrs = { storage_container_resource_manager_id = "replaced" }
}

resource "azurerm_storage_container_immutability_policy" "immutability_deleted_fails" {
  prior_attrs = { storage_container_resource_manager_id = "gone" }
  expect {
    policy  = "azure_immutability_deleted"
    verdict = "fail"
  }
}

resource "azurerm_subscription_policy_assignment" "subscription_policy_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "azure_subscription_policy_deleted"
    verdict = "pass"
  }
}

resource "azurerm_subscription_policy_assignment" "subscription_policy_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "azurerm_subscription_policy_assignment" "subscription_policy_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "azure_subscription_policy_deleted"
    verdict = "fail"
  }
}

resource "azurerm_management_group_policy_assignment" "management_group_policy_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "azure_management_group_policy_deleted"
    verdict = "pass"
  }
}

resource "azurerm_management_group_policy_assignment" "management_group_policy_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "azurerm_management_group_policy_assignment" "management_group_policy_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "azure_management_group_policy_deleted"
    verdict = "fail"
  }
}

resource "azurerm_resource_group_policy_assignment" "resource_group_policy_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "azure_resource_group_policy_deleted"
    verdict = "pass"
  }
}

resource "azurerm_resource_group_policy_assignment" "resource_group_policy_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "azurerm_resource_group_policy_assignment" "resource_group_policy_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "azure_resource_group_policy_deleted"
    verdict = "fail"
  }
}

resource "azurerm_resource_policy_assignment" "resource_policy_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "azure_resource_policy_deleted"
    verdict = "pass"
  }
}

resource "azurerm_resource_policy_assignment" "resource_policy_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "azurerm_resource_policy_assignment" "resource_policy_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "azure_resource_policy_deleted"
    verdict = "fail"
  }
}
