policytest {
  targets = ["guards_off.policy.hcl"]
}

resource "azurerm_subscription_policy_assignment" "subscription_policy_off_passes" {
  attrs = { name = "a", enforce = true }
  expect {
    policy  = "azure_subscription_policy_off"
    verdict = "pass"
  }
}

resource "azurerm_subscription_policy_assignment" "subscription_policy_off_passes_2" {
  attrs = { name = "a", enforce = null }
  expect {
    policy  = "azure_subscription_policy_off"
    verdict = "pass"
  }
}

resource "azurerm_subscription_policy_assignment" "subscription_policy_off_fails" {
  attrs = { name = "a", enforce = false }
  expect {
    policy  = "azure_subscription_policy_off"
    verdict = "fail"
  }
}

resource "azurerm_subscription_policy_assignment" "subscription_policy_off_undecided" {
  attrs = { name = "a", enforce = unknown("bool") }
  expect {
    policy  = "azure_subscription_policy_off"
    verdict = "undecided"
  }
}

resource "azurerm_management_group_policy_assignment" "management_group_policy_off_passes" {
  attrs = { name = "a", enforce = true }
  expect {
    policy  = "azure_management_group_policy_off"
    verdict = "pass"
  }
}

resource "azurerm_management_group_policy_assignment" "management_group_policy_off_passes_2" {
  attrs = { name = "a", enforce = null }
  expect {
    policy  = "azure_management_group_policy_off"
    verdict = "pass"
  }
}

resource "azurerm_management_group_policy_assignment" "management_group_policy_off_fails" {
  attrs = { name = "a", enforce = false }
  expect {
    policy  = "azure_management_group_policy_off"
    verdict = "fail"
  }
}

resource "azurerm_management_group_policy_assignment" "management_group_policy_off_undecided" {
  attrs = { name = "a", enforce = unknown("bool") }
  expect {
    policy  = "azure_management_group_policy_off"
    verdict = "undecided"
  }
}

resource "azurerm_resource_group_policy_assignment" "resource_group_policy_off_passes" {
  attrs = { name = "a", enforce = true }
  expect {
    policy  = "azure_resource_group_policy_off"
    verdict = "pass"
  }
}

resource "azurerm_resource_group_policy_assignment" "resource_group_policy_off_passes_2" {
  attrs = { name = "a", enforce = null }
  expect {
    policy  = "azure_resource_group_policy_off"
    verdict = "pass"
  }
}

resource "azurerm_resource_group_policy_assignment" "resource_group_policy_off_fails" {
  attrs = { name = "a", enforce = false }
  expect {
    policy  = "azure_resource_group_policy_off"
    verdict = "fail"
  }
}

resource "azurerm_resource_group_policy_assignment" "resource_group_policy_off_undecided" {
  attrs = { name = "a", enforce = unknown("bool") }
  expect {
    policy  = "azure_resource_group_policy_off"
    verdict = "undecided"
  }
}

resource "azurerm_resource_policy_assignment" "resource_policy_off_passes" {
  attrs = { name = "a", enforce = true }
  expect {
    policy  = "azure_resource_policy_off"
    verdict = "pass"
  }
}

resource "azurerm_resource_policy_assignment" "resource_policy_off_passes_2" {
  attrs = { name = "a", enforce = null }
  expect {
    policy  = "azure_resource_policy_off"
    verdict = "pass"
  }
}

resource "azurerm_resource_policy_assignment" "resource_policy_off_fails" {
  attrs = { name = "a", enforce = false }
  expect {
    policy  = "azure_resource_policy_off"
    verdict = "fail"
  }
}

resource "azurerm_resource_policy_assignment" "resource_policy_off_undecided" {
  attrs = { name = "a", enforce = unknown("bool") }
  expect {
    policy  = "azure_resource_policy_off"
    verdict = "undecided"
  }
}

resource "azurerm_policy_assignment" "policy_off_passes" {
  attrs = { name = "a", enforcement_mode = true }
  expect {
    policy  = "azure_policy_off"
    verdict = "pass"
  }
}

resource "azurerm_policy_assignment" "policy_off_passes_2" {
  attrs = { name = "a", enforcement_mode = null }
  expect {
    policy  = "azure_policy_off"
    verdict = "pass"
  }
}

resource "azurerm_policy_assignment" "policy_off_fails" {
  attrs = { name = "a", enforcement_mode = false }
  expect {
    policy  = "azure_policy_off"
    verdict = "fail"
  }
}

resource "azurerm_policy_assignment" "policy_off_undecided" {
  attrs = { name = "a", enforcement_mode = unknown("bool") }
  expect {
    policy  = "azure_policy_off"
    verdict = "undecided"
  }
}

resource "azurerm_subscription_policy_exemption" "subscription_exemption_ends_passes" {
  attrs = { name = "a", expires_on = "2027-06-01T00:00:00Z" }
  expect {
    policy  = "azure_subscription_exemption_ends"
    verdict = "pass"
  }
}

resource "azurerm_subscription_policy_exemption" "subscription_exemption_ends_fails" {
  attrs = { name = "a", expires_on = null }
  expect {
    policy  = "azure_subscription_exemption_ends"
    verdict = "fail"
  }
}

resource "azurerm_subscription_policy_exemption" "subscription_exemption_ends_undecided" {
  attrs = { name = "a", expires_on = unknown("string") }
  expect {
    policy  = "azure_subscription_exemption_ends"
    verdict = "undecided"
  }
}

resource "azurerm_management_group_policy_exemption" "management_group_exemption_ends_passes" {
  attrs = { name = "a", expires_on = "2027-06-01T00:00:00Z" }
  expect {
    policy  = "azure_management_group_exemption_ends"
    verdict = "pass"
  }
}

resource "azurerm_management_group_policy_exemption" "management_group_exemption_ends_fails" {
  attrs = { name = "a", expires_on = null }
  expect {
    policy  = "azure_management_group_exemption_ends"
    verdict = "fail"
  }
}

resource "azurerm_management_group_policy_exemption" "management_group_exemption_ends_undecided" {
  attrs = { name = "a", expires_on = unknown("string") }
  expect {
    policy  = "azure_management_group_exemption_ends"
    verdict = "undecided"
  }
}

resource "azurerm_resource_group_policy_exemption" "resource_group_exemption_ends_passes" {
  attrs = { name = "a", expires_on = "2027-06-01T00:00:00Z" }
  expect {
    policy  = "azure_resource_group_exemption_ends"
    verdict = "pass"
  }
}

resource "azurerm_resource_group_policy_exemption" "resource_group_exemption_ends_fails" {
  attrs = { name = "a", expires_on = null }
  expect {
    policy  = "azure_resource_group_exemption_ends"
    verdict = "fail"
  }
}

resource "azurerm_resource_group_policy_exemption" "resource_group_exemption_ends_undecided" {
  attrs = { name = "a", expires_on = unknown("string") }
  expect {
    policy  = "azure_resource_group_exemption_ends"
    verdict = "undecided"
  }
}

resource "azurerm_resource_policy_exemption" "resource_exemption_ends_passes" {
  attrs = { name = "a", expires_on = "2027-06-01T00:00:00Z" }
  expect {
    policy  = "azure_resource_exemption_ends"
    verdict = "pass"
  }
}

resource "azurerm_resource_policy_exemption" "resource_exemption_ends_fails" {
  attrs = { name = "a", expires_on = null }
  expect {
    policy  = "azure_resource_exemption_ends"
    verdict = "fail"
  }
}

resource "azurerm_resource_policy_exemption" "resource_exemption_ends_undecided" {
  attrs = { name = "a", expires_on = unknown("string") }
  expect {
    policy  = "azure_resource_exemption_ends"
    verdict = "undecided"
  }
}

resource "azurerm_security_center_subscription_pricing" "defender_free_passes" {
  attrs = { tier = "Standard" }
  expect {
    policy  = "azure_defender_free"
    verdict = "pass"
  }
}

resource "azurerm_security_center_subscription_pricing" "defender_free_fails" {
  attrs = { tier = "Free" }
  expect {
    policy  = "azure_defender_free"
    verdict = "fail"
  }
}

resource "azurerm_security_center_subscription_pricing" "defender_free_undecided" {
  attrs = { tier = unknown("string") }
  expect {
    policy  = "azure_defender_free"
    verdict = "undecided"
  }
}

resource "azurerm_security_center_contact" "defender_contact_passes" {
  attrs = { alert_notifications = true, alerts_to_admins = true }
  expect {
    policy  = "azure_defender_contact"
    verdict = "pass"
  }
}

resource "azurerm_security_center_contact" "defender_contact_fails" {
  attrs = { alert_notifications = false, alerts_to_admins = true }
  expect {
    policy  = "azure_defender_contact"
    verdict = "fail"
  }
}

resource "azurerm_security_center_contact" "defender_contact_fails_2" {
  attrs = { alert_notifications = true, alerts_to_admins = false }
  expect {
    policy  = "azure_defender_contact"
    verdict = "fail"
  }
}

resource "azurerm_security_center_contact" "defender_contact_undecided" {
  attrs = { alert_notifications = unknown("bool"), alerts_to_admins = true }
  expect {
    policy  = "azure_defender_contact"
    verdict = "undecided"
  }
}

resource "azurerm_security_center_auto_provisioning" "defender_provisioning_passes" {
  attrs = { auto_provision = "On" }
  expect {
    policy  = "azure_defender_provisioning"
    verdict = "pass"
  }
}

resource "azurerm_security_center_auto_provisioning" "defender_provisioning_fails" {
  attrs = { auto_provision = "Off" }
  expect {
    policy  = "azure_defender_provisioning"
    verdict = "fail"
  }
}

resource "azurerm_security_center_auto_provisioning" "defender_provisioning_undecided" {
  attrs = { auto_provision = unknown("string") }
  expect {
    policy  = "azure_defender_provisioning"
    verdict = "undecided"
  }
}

resource "azurerm_security_center_setting" "defender_setting_passes" {
  attrs = { setting_name = "a", enabled = true }
  expect {
    policy  = "azure_defender_setting"
    verdict = "pass"
  }
}

resource "azurerm_security_center_setting" "defender_setting_fails" {
  attrs = { setting_name = "a", enabled = false }
  expect {
    policy  = "azure_defender_setting"
    verdict = "fail"
  }
}

resource "azurerm_security_center_setting" "defender_setting_undecided" {
  attrs = { setting_name = "a", enabled = unknown("bool") }
  expect {
    policy  = "azure_defender_setting"
    verdict = "undecided"
  }
}

resource "azurerm_monitor_activity_log_alert" "activity_alert_off_passes" {
  attrs = { name = "a", enabled = true }
  expect {
    policy  = "azure_activity_alert_off"
    verdict = "pass"
  }
}

resource "azurerm_monitor_activity_log_alert" "activity_alert_off_passes_2" {
  attrs = { name = "a", enabled = null }
  expect {
    policy  = "azure_activity_alert_off"
    verdict = "pass"
  }
}

resource "azurerm_monitor_activity_log_alert" "activity_alert_off_fails" {
  attrs = { name = "a", enabled = false }
  expect {
    policy  = "azure_activity_alert_off"
    verdict = "fail"
  }
}

resource "azurerm_monitor_activity_log_alert" "activity_alert_off_undecided" {
  attrs = { name = "a", enabled = unknown("bool") }
  expect {
    policy  = "azure_activity_alert_off"
    verdict = "undecided"
  }
}

resource "azurerm_mssql_server_security_alert_policy" "mssql_alerts_off_passes" {
  attrs = { state = null }
  expect {
    policy  = "azure_mssql_alerts_off"
    verdict = "pass"
  }
}

resource "azurerm_mssql_server_security_alert_policy" "mssql_alerts_off_passes_2" {
  attrs = { state = "Enabled" }
  expect {
    policy  = "azure_mssql_alerts_off"
    verdict = "pass"
  }
}

resource "azurerm_mssql_server_security_alert_policy" "mssql_alerts_off_fails" {
  attrs = { state = "Disabled" }
  expect {
    policy  = "azure_mssql_alerts_off"
    verdict = "fail"
  }
}

resource "azurerm_mssql_server_security_alert_policy" "mssql_alerts_off_undecided" {
  attrs = { state = unknown("string") }
  expect {
    policy  = "azure_mssql_alerts_off"
    verdict = "undecided"
  }
}

resource "azurerm_mssql_server_extended_auditing_policy" "mssql_audit_off_passes" {
  attrs = { enabled = true }
  expect {
    policy  = "azure_mssql_audit_off"
    verdict = "pass"
  }
}

resource "azurerm_mssql_server_extended_auditing_policy" "mssql_audit_off_passes_2" {
  attrs = { enabled = null }
  expect {
    policy  = "azure_mssql_audit_off"
    verdict = "pass"
  }
}

resource "azurerm_mssql_server_extended_auditing_policy" "mssql_audit_off_fails" {
  attrs = { enabled = false }
  expect {
    policy  = "azure_mssql_audit_off"
    verdict = "fail"
  }
}

resource "azurerm_mssql_server_extended_auditing_policy" "mssql_audit_off_undecided" {
  attrs = { enabled = unknown("bool") }
  expect {
    policy  = "azure_mssql_audit_off"
    verdict = "undecided"
  }
}
