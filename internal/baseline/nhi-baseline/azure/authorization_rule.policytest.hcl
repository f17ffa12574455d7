policytest {
  targets = ["authorization_rule.policy.hcl"]
}

resource "azurerm_eventhub_authorization_rule" "rule_manages_passes" {
  attrs = { name = "a", manage = false, listen = true }
  expect {
    policy  = "azure_rule_manages"
    verdict = "pass"
  }
}

resource "azurerm_servicebus_queue_authorization_rule" "rule_manages_passes_2" {
  attrs = { name = "a", manage = null }
  expect {
    policy  = "azure_rule_manages"
    verdict = "pass"
  }
}

resource "azurerm_servicebus_namespace_authorization_rule" "rule_manages_fails" {
  attrs = { name = "a", manage = true, listen = true, send = true }
  expect {
    policy  = "azure_rule_manages"
    verdict = "fail"
  }
}

resource "azurerm_relay_namespace_authorization_rule" "rule_manages_undecided" {
  attrs = { name = "a", manage = unknown("bool") }
  expect {
    policy  = "azure_rule_manages"
    verdict = "undecided"
  }
}
