policytest {
  targets = ["role_definition.policy.hcl"]
}

resource "azurerm_role_definition" "role_definition_wildcard_passes" {
  attrs = { name = "a", permissions = [{ actions = ["Microsoft.Storage/storageAccounts/read", "Microsoft.Resources/subscriptions/resourceGroups/*/read"], data_actions = null }], scope = "/subscriptions/00000000-0000-0000-0000-000000000001", assignable_scopes = null }
  expect {
    policy  = "azure_role_definition_wildcard"
    verdict = "pass"
  }
}

resource "azurerm_role_definition" "role_definition_wildcard_fails" {
  attrs = { name = "a", permissions = [{ actions = ["*"], not_actions = [] }] }
  expect {
    policy  = "azure_role_definition_wildcard"
    verdict = "fail"
  }
}

resource "azurerm_role_definition" "role_definition_wildcard_fails_2" {
  attrs = { name = "a", permissions = [{ actions = ["Microsoft.Authorization/roleAssignments/write"], not_actions = [] }] }
  expect {
    policy  = "azure_role_definition_wildcard"
    verdict = "fail"
  }
}

resource "azurerm_role_definition" "role_definition_wildcard_fails_3" {
  attrs = { name = "a", permissions = [{ actions = ["*/write"], not_actions = [] }] }
  expect {
    policy  = "azure_role_definition_wildcard"
    verdict = "fail"
  }
}

resource "azurerm_role_definition" "role_definition_wildcard_fails_4" {
  attrs = { name = "a", permissions = [{ actions = ["Microsoft.Compute/*"], not_actions = [] }] }
  expect {
    policy  = "azure_role_definition_wildcard"
    verdict = "fail"
  }
}

resource "azurerm_role_definition" "role_definition_wildcard_fails_5" {
  attrs = { name = "a", permissions = [{ actions = [], data_actions = ["*"] }] }
  expect {
    policy  = "azure_role_definition_wildcard"
    verdict = "fail"
  }
}

resource "azurerm_role_definition" "role_definition_wildcard_undecided" {
  attrs = { name = "a", permissions = [{ actions = [unknown("string")] }] }
  expect {
    policy  = "azure_role_definition_wildcard"
    verdict = "undecided"
  }
}

resource "azurerm_role_definition" "role_definition_scope_passes" {
  attrs = { name = "a", scope = "/subscriptions/00000000-0000-0000-0000-000000000001", assignable_scopes = null, permissions = [{ actions = ["Microsoft.Storage/storageAccounts/read", "Microsoft.Resources/subscriptions/resourceGroups/*/read"], data_actions = null }] }
  expect {
    policy  = "azure_role_definition_scope"
    verdict = "pass"
  }
}

resource "azurerm_role_definition" "role_definition_scope_passes_2" {
  attrs = { name = "a", scope = unknown("string"), assignable_scopes = [unknown("string")], permissions = [{ actions = ["Microsoft.Storage/storageAccounts/read", "Microsoft.Resources/subscriptions/resourceGroups/*/read"], data_actions = null }] }
  expect {
    policy  = "azure_role_definition_scope"
    verdict = "pass"
  }
}

resource "azurerm_role_definition" "role_definition_scope_passes_3" {
  attrs = { name = "a", scope = "/subscriptions/00000000-0000-0000-0000-000000000001", assignable_scopes = ["/subscriptions/1"], permissions = [{ actions = ["Microsoft.Storage/storageAccounts/read", "Microsoft.Resources/subscriptions/resourceGroups/*/read"], data_actions = null }] }
  expect {
    policy  = "azure_role_definition_scope"
    verdict = "pass"
  }
}

resource "azurerm_role_definition" "role_definition_scope_fails" {
  attrs = { name = "a", scope = "/", assignable_scopes = null }
  expect {
    policy  = "azure_role_definition_scope"
    verdict = "fail"
  }
}

resource "azurerm_role_definition" "role_definition_scope_fails_2" {
  attrs = { name = "a", scope = "/subscriptions/00000000-0000-0000-0000-000000000001", assignable_scopes = ["/"] }
  expect {
    policy  = "azure_role_definition_scope"
    verdict = "fail"
  }
}

resource "azurerm_role_definition" "role_definition_scope_undecided" {
  attrs = { name = "a", scope = "/subscriptions/00000000-0000-0000-0000-000000000001", assignable_scopes = unknown("list(string)") }
  expect {
    policy  = "azure_role_definition_scope"
    verdict = "undecided"
  }
}

resource "azurerm_cosmosdb_sql_role_definition" "cosmos_role_wildcard_passes" {
  attrs = { name = "a", permissions = [{ data_actions = ["Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/read"] }] }
  expect {
    policy  = "azure_cosmos_role_wildcard"
    verdict = "pass"
  }
}

resource "azurerm_cosmosdb_sql_role_definition" "cosmos_role_wildcard_fails" {
  attrs = { name = "a", permissions = [{ data_actions = ["Microsoft.DocumentDB/databaseAccounts/*"] }] }
  expect {
    policy  = "azure_cosmos_role_wildcard"
    verdict = "fail"
  }
}

resource "azurerm_cosmosdb_sql_role_definition" "cosmos_role_wildcard_undecided" {
  attrs = { name = "a", permissions = [{ data_actions = [unknown("string")] }] }
  expect {
    policy  = "azure_cosmos_role_wildcard"
    verdict = "undecided"
  }
}
