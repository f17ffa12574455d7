policytest {
  targets = ["automation_webhook.policy.hcl"]
}

resource "azurerm_automation_webhook" "automation_webhook_passes" {
  attrs = { name = "a", expiry_time = "2027-06-01T00:00:00Z" }
  expect {
    policy  = "azure_automation_webhook"
    verdict = "pass"
  }
}

resource "azurerm_automation_webhook" "automation_webhook_fails" {
  attrs = { name = "a", expiry_time = "2099-01-01T00:00:00Z" }
  expect {
    policy  = "azure_automation_webhook"
    verdict = "fail"
  }
}

resource "azurerm_automation_webhook" "automation_webhook_undecided" {
  attrs = { name = "a", expiry_time = unknown("string") }
  expect {
    policy  = "azure_automation_webhook"
    verdict = "undecided"
  }
}

resource "azurerm_automation_webhook" "automation_webhook_leaves_out" {
  attrs = { enabled = false, expiry_time = "2099-01-01T00:00:00Z" }
}
