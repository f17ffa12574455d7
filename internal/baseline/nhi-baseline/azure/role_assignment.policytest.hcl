policytest {
  targets = ["role_assignment.policy.hcl"]
}

resource "azurerm_role_assignment" "role_grants_roles_passes" {
  attrs = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", principal_id = "p", role_definition_name = "Reader" }
  expect {
    policy  = "azure_role_grants_roles"
    verdict = "pass"
  }
}

resource "azurerm_role_assignment" "role_grants_roles_passes_2" {
  attrs = { scope = "/subscriptions/s/resourceGroups/app", principal_id = "p", role_definition_name = "Contributor" }
  expect {
    policy  = "azure_role_grants_roles"
    verdict = "pass"
  }
}

resource "azurerm_role_assignment" "role_grants_roles_fails" {
  attrs = { scope = "/subscriptions/s/resourceGroups/app", principal_id = "p", role_definition_name = "Owner" }
  expect {
    policy  = "azure_role_grants_roles"
    verdict = "fail"
  }
}

resource "azurerm_role_assignment" "role_grants_roles_fails_2" {
  attrs = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", principal_id = "p", role_definition_name = null, role_definition_id = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635" }
  expect {
    policy  = "azure_role_grants_roles"
    verdict = "fail"
  }
}

resource "azurerm_role_assignment" "role_grants_roles_undecided" {
  attrs = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", principal_id = "p", role_definition_name = unknown("string") }
  expect {
    policy  = "azure_role_grants_roles"
    verdict = "undecided"
  }
}

resource "azurerm_role_assignment" "role_grants_roles_leaves_out" {
  attrs = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", principal_id = "p", role_definition_name = "User Access Administrator", condition = "c" }
}

resource "azurerm_role_assignment" "role_changes_everything_passes" {
  attrs = { scope = "/subscriptions/s/resourceGroups/app", principal_id = "p", role_definition_name = "Contributor" }
  expect {
    policy  = "azure_role_changes_everything"
    verdict = "pass"
  }
}

resource "azurerm_role_assignment" "role_changes_everything_fails" {
  attrs = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", principal_id = "p", role_definition_name = "Contributor" }
  expect {
    policy  = "azure_role_changes_everything"
    verdict = "fail"
  }
}

resource "azurerm_role_assignment" "role_changes_everything_fails_2" {
  attrs = { scope = "/providers/Microsoft.Management/managementGroups/m", principal_id = "p", role_definition_name = null, role_definition_id = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c" }
  expect {
    policy  = "azure_role_changes_everything"
    verdict = "fail"
  }
}

resource "azurerm_role_assignment" "role_changes_everything_undecided" {
  attrs = { scope = unknown("string"), principal_id = "p", role_definition_name = "Contributor" }
  expect {
    policy  = "azure_role_changes_everything"
    verdict = "undecided"
  }
}

resource "azurerm_role_assignment" "role_changes_everything_leaves_out" {
  attrs = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", principal_id = "p", role_definition_name = "Reader" }
}

resource "azurerm_pim_active_role_assignment" "role_active_passes" {
  attrs = { scope = "/subscriptions/s/resourceGroups/app", principal_id = "p", role_definition_id = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c" }
  expect {
    policy  = "azure_role_active"
    verdict = "pass"
  }
}

resource "azurerm_pim_active_role_assignment" "role_active_fails" {
  attrs = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", principal_id = "p", role_definition_id = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635" }
  expect {
    policy  = "azure_role_active"
    verdict = "fail"
  }
}

resource "azurerm_pim_active_role_assignment" "role_active_fails_2" {
  attrs = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", principal_id = "p", role_definition_id = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c" }
  expect {
    policy  = "azure_role_active"
    verdict = "fail"
  }
}

resource "azurerm_pim_active_role_assignment" "role_active_undecided" {
  attrs = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", principal_id = "p", role_definition_id = unknown("string") }
  expect {
    policy  = "azure_role_active"
    verdict = "undecided"
  }
}

resource "azurerm_pim_active_role_assignment" "role_active_leaves_out" {
  attrs = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", principal_id = "p", role_definition_id = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635", schedule = [{ expiration = [{ duration_hours = 8 }] }] }
}

resource "azurerm_lighthouse_definition" "lighthouse_role_passes" {
  attrs = { authorization = [{ principal_id = "p", role_definition_id = "acdd72a7-3385-48ef-bd42-f606fba81ae7" }] }
  expect {
    policy  = "azure_lighthouse_role"
    verdict = "pass"
  }
}

resource "azurerm_lighthouse_definition" "lighthouse_role_fails" {
  attrs = { authorization = [{ principal_id = "p", role_definition_id = "b24988ac-6180-42a0-ab88-20f7382dd24c" }] }
  expect {
    policy  = "azure_lighthouse_role"
    verdict = "fail"
  }
}

resource "azurerm_lighthouse_definition" "lighthouse_role_undecided" {
  attrs = { authorization = [{ principal_id = "p", role_definition_id = unknown("string") }] }
  expect {
    policy  = "azure_lighthouse_role"
    verdict = "undecided"
  }
}
