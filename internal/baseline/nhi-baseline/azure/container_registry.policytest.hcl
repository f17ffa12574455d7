policytest {
  targets = ["container_registry.policy.hcl"]
}

resource "azurerm_container_registry" "registry_admin_passes" {
  attrs = { name = "a", admin_enabled = false, anonymous_pull_enabled = false }
  expect {
    policy  = "azure_registry_admin"
    verdict = "pass"
  }
}

resource "azurerm_container_registry" "registry_admin_passes_2" {
  attrs = { name = "a", admin_enabled = null, anonymous_pull_enabled = false }
  expect {
    policy  = "azure_registry_admin"
    verdict = "pass"
  }
}

resource "azurerm_container_registry" "registry_admin_fails" {
  attrs = { name = "a", admin_enabled = true }
  expect {
    policy  = "azure_registry_admin"
    verdict = "fail"
  }
}

resource "azurerm_container_registry" "registry_admin_undecided" {
  attrs = { name = "a", admin_enabled = unknown("bool") }
  expect {
    policy  = "azure_registry_admin"
    verdict = "undecided"
  }
}

resource "azurerm_container_registry" "registry_anonymous_passes" {
  attrs = { name = "a", anonymous_pull_enabled = false, admin_enabled = false }
  expect {
    policy  = "azure_registry_anonymous"
    verdict = "pass"
  }
}

resource "azurerm_container_registry" "registry_anonymous_passes_2" {
  attrs = { name = "a", anonymous_pull_enabled = null, admin_enabled = false }
  expect {
    policy  = "azure_registry_anonymous"
    verdict = "pass"
  }
}

resource "azurerm_container_registry" "registry_anonymous_fails" {
  attrs = { name = "a", anonymous_pull_enabled = true }
  expect {
    policy  = "azure_registry_anonymous"
    verdict = "fail"
  }
}

resource "azurerm_container_registry" "registry_anonymous_undecided" {
  attrs = { name = "a", anonymous_pull_enabled = unknown("bool") }
  expect {
    policy  = "azure_registry_anonymous"
    verdict = "undecided"
  }
}

resource "azurerm_container_registry_token_password" "registry_token_expiry_passes" {
  attrs = { password1 = [{ expiry = "2027-03-01T00:00:00Z" }] }
  expect {
    policy  = "azure_registry_token_expiry"
    verdict = "pass"
  }
}

resource "azurerm_container_registry_token_password" "registry_token_expiry_fails" {
  attrs = { password1 = [{ expiry = null }] }
  expect {
    policy  = "azure_registry_token_expiry"
    verdict = "fail"
  }
}

resource "azurerm_container_registry_token_password" "registry_token_expiry_fails_2" {
  attrs = { password1 = [{ expiry = "2027-03-01T00:00:00Z" }], password2 = [{ expiry = null }] }
  expect {
    policy  = "azure_registry_token_expiry"
    verdict = "fail"
  }
}

resource "azurerm_container_registry_token_password" "registry_token_expiry_undecided" {
  attrs = { password1 = [{ expiry = unknown("string") }] }
  expect {
    policy  = "azure_registry_token_expiry"
    verdict = "undecided"
  }
}

resource "azurerm_container_registry_scope_map" "registry_scope_passes" {
  attrs = { name = "a", actions = ["repositories/app/content/read", "repositories/app/content/write", "repositories/*/content/read"] }
  expect {
    policy  = "azure_registry_scope"
    verdict = "pass"
  }
}

resource "azurerm_container_registry_scope_map" "registry_scope_fails" {
  attrs = { name = "a", actions = ["repositories/*/content/write"] }
  expect {
    policy  = "azure_registry_scope"
    verdict = "fail"
  }
}

resource "azurerm_container_registry_scope_map" "registry_scope_undecided" {
  attrs = { name = "a", actions = [unknown("string")] }
  expect {
    policy  = "azure_registry_scope"
    verdict = "undecided"
  }
}
