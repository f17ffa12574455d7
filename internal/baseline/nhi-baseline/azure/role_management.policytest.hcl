policytest {
  targets = ["role_management.policy.hcl"]
}

resource "azurerm_role_management_policy" "role_rules_expiry_passes" {
  attrs = { active_assignment_rules = [{ expiration_required = true }], activation_rules = [{ require_multifactor_authentication = true }] }
  expect {
    policy  = "azure_role_rules_expiry"
    verdict = "pass"
  }
}

resource "azurerm_role_management_policy" "role_rules_expiry_passes_2" {
  attrs = { active_assignment_rules = [{ expiration_required = null }], activation_rules = [{ require_multifactor_authentication = true }] }
  expect {
    policy  = "azure_role_rules_expiry"
    verdict = "pass"
  }
}

resource "azurerm_role_management_policy" "role_rules_expiry_fails" {
  attrs = { active_assignment_rules = [{ expiration_required = false }] }
  expect {
    policy  = "azure_role_rules_expiry"
    verdict = "fail"
  }
}

resource "azurerm_role_management_policy" "role_rules_expiry_undecided" {
  attrs = { active_assignment_rules = [{ expiration_required = unknown("bool") }] }
  expect {
    policy  = "azure_role_rules_expiry"
    verdict = "undecided"
  }
}

resource "azurerm_role_management_policy" "role_rules_mfa_passes" {
  attrs = { activation_rules = [{ require_multifactor_authentication = true }], active_assignment_rules = [{ expiration_required = true }] }
  expect {
    policy  = "azure_role_rules_mfa"
    verdict = "pass"
  }
}

resource "azurerm_role_management_policy" "role_rules_mfa_passes_2" {
  attrs = { activation_rules = [{ require_multifactor_authentication = null }], active_assignment_rules = [{ expiration_required = true }] }
  expect {
    policy  = "azure_role_rules_mfa"
    verdict = "pass"
  }
}

resource "azurerm_role_management_policy" "role_rules_mfa_fails" {
  attrs = { activation_rules = [{ require_multifactor_authentication = false }] }
  expect {
    policy  = "azure_role_rules_mfa"
    verdict = "fail"
  }
}

resource "azurerm_role_management_policy" "role_rules_mfa_undecided" {
  attrs = { activation_rules = [{ require_multifactor_authentication = unknown("bool") }] }
  expect {
    policy  = "azure_role_rules_mfa"
    verdict = "undecided"
  }
}

resource "azuread_group_role_management_policy" "group_rules_expiry_passes" {
  attrs = { active_assignment_rules = [{ expiration_required = true }], activation_rules = [{ require_multifactor_authentication = true }] }
  expect {
    policy  = "azure_group_rules_expiry"
    verdict = "pass"
  }
}

resource "azuread_group_role_management_policy" "group_rules_expiry_passes_2" {
  attrs = { active_assignment_rules = [{ expiration_required = null }], activation_rules = [{ require_multifactor_authentication = true }] }
  expect {
    policy  = "azure_group_rules_expiry"
    verdict = "pass"
  }
}

resource "azuread_group_role_management_policy" "group_rules_expiry_fails" {
  attrs = { active_assignment_rules = [{ expiration_required = false }] }
  expect {
    policy  = "azure_group_rules_expiry"
    verdict = "fail"
  }
}

resource "azuread_group_role_management_policy" "group_rules_expiry_undecided" {
  attrs = { active_assignment_rules = [{ expiration_required = unknown("bool") }] }
  expect {
    policy  = "azure_group_rules_expiry"
    verdict = "undecided"
  }
}

resource "azuread_group_role_management_policy" "group_rules_mfa_passes" {
  attrs = { activation_rules = [{ require_multifactor_authentication = true }], active_assignment_rules = [{ expiration_required = true }] }
  expect {
    policy  = "azure_group_rules_mfa"
    verdict = "pass"
  }
}

resource "azuread_group_role_management_policy" "group_rules_mfa_passes_2" {
  attrs = { activation_rules = [{ require_multifactor_authentication = null }], active_assignment_rules = [{ expiration_required = true }] }
  expect {
    policy  = "azure_group_rules_mfa"
    verdict = "pass"
  }
}

resource "azuread_group_role_management_policy" "group_rules_mfa_fails" {
  attrs = { activation_rules = [{ require_multifactor_authentication = false }] }
  expect {
    policy  = "azure_group_rules_mfa"
    verdict = "fail"
  }
}

resource "azuread_group_role_management_policy" "group_rules_mfa_undecided" {
  attrs = { activation_rules = [{ require_multifactor_authentication = unknown("bool") }] }
  expect {
    policy  = "azure_group_rules_mfa"
    verdict = "undecided"
  }
}
