policytest {
  targets = ["managed_identity.policy.hcl"]
}

resource "azurerm_automation_account" "automation_identity_passes" {
  attrs = { name = "a", identity = [{ type = "SystemAssigned" }] }
  expect {
    policy  = "azure_automation_identity"
    verdict = "pass"
  }
}

resource "azurerm_automation_account" "automation_identity_fails" {
  attrs = { name = "a", identity = [] }
  expect {
    policy  = "azure_automation_identity"
    verdict = "fail"
  }
}

resource "azurerm_automation_account" "automation_identity_fails_2" {
  attrs = { name = "a", identity = null }
  expect {
    policy  = "azure_automation_identity"
    verdict = "fail"
  }
}

resource "azurerm_automation_account" "automation_identity_undecided" {
  attrs = { name = "a", identity = unknown("list(object({}))") }
  expect {
    policy  = "azure_automation_identity"
    verdict = "undecided"
  }
}

resource "azurerm_api_management" "api_management_identity_passes" {
  attrs = { name = "a", identity = [{ type = "SystemAssigned" }] }
  expect {
    policy  = "azure_api_management_identity"
    verdict = "pass"
  }
}

resource "azurerm_api_management" "api_management_identity_fails" {
  attrs = { name = "a", identity = [] }
  expect {
    policy  = "azure_api_management_identity"
    verdict = "fail"
  }
}

resource "azurerm_api_management" "api_management_identity_fails_2" {
  attrs = { name = "a", identity = null }
  expect {
    policy  = "azure_api_management_identity"
    verdict = "fail"
  }
}

resource "azurerm_api_management" "api_management_identity_undecided" {
  attrs = { name = "a", identity = unknown("list(object({}))") }
  expect {
    policy  = "azure_api_management_identity"
    verdict = "undecided"
  }
}
