# Refuses guards that are switched off or down: policies that are not
# enforced, exemptions that never end, plans of Defender that are free,
# contacts that nobody alerts, settings of Defender, alerts and auditing that
# are off.
#
# Why: a guard that is off looks like one that is on to whoever does not look
# twice.
#
# Mend: enforce it; and let an exemption end (expires_on).
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_subscription_policy_assignment" "azure_subscription_policy_off" {
  enforce {
    condition     = core::try(attrs.enforce, null) != false
    error_message = "The policy ${attrs.name} is only reported. Set enforce, or let it go under an exception."
  }
}

resource_policy "azurerm_management_group_policy_assignment" "azure_management_group_policy_off" {
  enforce {
    condition     = core::try(attrs.enforce, null) != false
    error_message = "The policy ${attrs.name} is only reported. Set enforce, or let it go under an exception."
  }
}

resource_policy "azurerm_resource_group_policy_assignment" "azure_resource_group_policy_off" {
  enforce {
    condition     = core::try(attrs.enforce, null) != false
    error_message = "The policy ${attrs.name} is only reported. Set enforce, or let it go under an exception."
  }
}

resource_policy "azurerm_resource_policy_assignment" "azure_resource_policy_off" {
  enforce {
    condition     = core::try(attrs.enforce, null) != false
    error_message = "The policy ${attrs.name} is only reported. Set enforce, or let it go under an exception."
  }
}

resource_policy "azurerm_policy_assignment" "azure_policy_off" {
  enforce {
    condition     = core::try(attrs.enforcement_mode, null) != false
    error_message = "The policy ${attrs.name} is only reported. Set enforcement_mode, or let it go under an exception."
  }
}

resource_policy "azurerm_subscription_policy_exemption" "azure_subscription_exemption_ends" {
  enforce {
    condition     = core::try(attrs.expires_on, null) != null
    error_message = "The exemption ${attrs.name} never ends. Set expires_on."
  }
}

resource_policy "azurerm_management_group_policy_exemption" "azure_management_group_exemption_ends" {
  enforce {
    condition     = core::try(attrs.expires_on, null) != null
    error_message = "The exemption ${attrs.name} never ends. Set expires_on."
  }
}

resource_policy "azurerm_resource_group_policy_exemption" "azure_resource_group_exemption_ends" {
  enforce {
    condition     = core::try(attrs.expires_on, null) != null
    error_message = "The exemption ${attrs.name} never ends. Set expires_on."
  }
}

resource_policy "azurerm_resource_policy_exemption" "azure_resource_exemption_ends" {
  enforce {
    condition     = core::try(attrs.expires_on, null) != null
    error_message = "The exemption ${attrs.name} never ends. Set expires_on."
  }
}

resource_policy "azurerm_security_center_subscription_pricing" "azure_defender_free" {
  enforce {
    condition     = attrs.tier != "Free"
    error_message = "Defender does not watch ${core::try(attrs.resource_type, "the subscription")}. Set tier to Standard."
  }
}

resource_policy "azurerm_security_center_contact" "azure_defender_contact" {
  enforce {
    condition     = core::try(attrs.alert_notifications, null) == true && core::try(attrs.alerts_to_admins, null) == true
    error_message = "Nobody hears of alerts. Set alert_notifications and alerts_to_admins."
  }
}

resource_policy "azurerm_security_center_auto_provisioning" "azure_defender_provisioning" {
  enforce {
    condition     = attrs.auto_provision != "Off"
    error_message = "New machines are not watched. Set auto_provision to On."
  }
}

resource_policy "azurerm_security_center_setting" "azure_defender_setting" {
  enforce {
    condition     = attrs.enabled != false
    error_message = "${attrs.setting_name} of Defender is off. Set enabled."
  }
}

resource_policy "azurerm_monitor_activity_log_alert" "azure_activity_alert_off" {
  enforce {
    condition     = core::try(attrs.enabled, null) != false
    error_message = "Nobody hears what the alert ${attrs.name} watches. Set enabled."
  }
}

resource_policy "azurerm_mssql_server_security_alert_policy" "azure_mssql_alerts_off" {
  enforce {
    condition     = !core::contains(["Disabled", "New"], core::try(attrs.state, null))
    error_message = "Threats to the server are not told. Set state to Enabled."
  }
}

resource_policy "azurerm_mssql_server_extended_auditing_policy" "azure_mssql_audit_off" {
  enforce {
    condition     = core::try(attrs.enabled, null) != false
    error_message = "The server does not write down who does what. Leave enabled true."
  }
}
