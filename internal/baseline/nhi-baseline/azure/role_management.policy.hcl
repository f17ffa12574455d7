# Refuses rules of roles by which assignments never end, or are activated
# without a second factor.
#
# Why: a role that is held for ever is not reviewed, and one that a stolen
# password activates is the thief's.
#
# Mend: leave expiration_required true, and ask for a second factor at
# activation.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
    azuread = {
      source = "hashicorp/azuread"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_role_management_policy" "azure_role_rules_expiry" {
  enforce {
    condition     = core::try(attrs.active_assignment_rules[0].expiration_required, null) != false
    error_message = "Active assignments of the role never end. Leave expiration_required true."
  }
}

resource_policy "azurerm_role_management_policy" "azure_role_rules_mfa" {
  enforce {
    condition     = core::try(attrs.activation_rules[0].require_multifactor_authentication, null) != false
    error_message = "The role is activated without a second factor. Set require_multifactor_authentication."
  }
}

resource_policy "azuread_group_role_management_policy" "azure_group_rules_expiry" {
  enforce {
    condition     = core::try(attrs.active_assignment_rules[0].expiration_required, null) != false
    error_message = "Active assignments of the role never end. Leave expiration_required true."
  }
}

resource_policy "azuread_group_role_management_policy" "azure_group_rules_mfa" {
  enforce {
    condition     = core::try(attrs.activation_rules[0].require_multifactor_authentication, null) != false
    error_message = "The role is activated without a second factor. Set require_multifactor_authentication."
  }
}
