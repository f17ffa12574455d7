policytest {
  targets = ["key_vault_content.policy.hcl"]
}

resource "azurerm_key_vault_key" "vault_key_expiry_passes" {
  attrs = { name = "a", expiration_date = "2027-12-31T00:00:00Z", key_type = "RSA", key_size = 2048 }
  expect {
    policy  = "azure_vault_key_expiry"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_key" "vault_key_expiry_passes_2" {
  attrs = { name = "a", rotation_policy = [{ expire_after = "P90D" }], key_type = "RSA", key_size = 2048 }
  expect {
    policy  = "azure_vault_key_expiry"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_key" "vault_key_expiry_fails" {
  attrs = { name = "a", expiration_date = null }
  expect {
    policy  = "azure_vault_key_expiry"
    verdict = "fail"
  }
}

resource "azurerm_key_vault_key" "vault_key_expiry_undecided" {
  attrs = { name = "a", expiration_date = null, rotation_policy = [{ expire_after = unknown("string") }] }
  expect {
    policy  = "azure_vault_key_expiry"
    verdict = "undecided"
  }
}

resource "azurerm_key_vault_key" "vault_key_size_passes" {
  attrs = { name = "a", key_type = "RSA", key_size = 2048, expiration_date = "2027-12-31T00:00:00Z" }
  expect {
    policy  = "azure_vault_key_size"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_key" "vault_key_size_fails" {
  attrs = { name = "a", key_type = "RSA-HSM", key_size = 1024 }
  expect {
    policy  = "azure_vault_key_size"
    verdict = "fail"
  }
}

resource "azurerm_key_vault_key" "vault_key_size_undecided" {
  attrs = { name = "a", key_type = "RSA", key_size = unknown("number") }
  expect {
    policy  = "azure_vault_key_size"
    verdict = "undecided"
  }
}

resource "azurerm_key_vault_key" "vault_key_size_leaves_out" {
  attrs = { key_type = "EC", expiration_date = "2027-12-31T00:00:00Z" }
}

resource "azurerm_key_vault_secret" "vault_secret_expiry_passes" {
  attrs = { name = "a", expiration_date = "2027-12-31T00:00:00Z", value = null }
  expect {
    policy  = "azure_vault_secret_expiry"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_secret" "vault_secret_expiry_fails" {
  attrs = { name = "a", expiration_date = null }
  expect {
    policy  = "azure_vault_secret_expiry"
    verdict = "fail"
  }
}

resource "azurerm_key_vault_secret" "vault_secret_expiry_undecided" {
  attrs = { name = "a", expiration_date = unknown("string") }
  expect {
    policy  = "azure_vault_secret_expiry"
    verdict = "undecided"
  }
}

resource "azurerm_key_vault_secret" "vault_secret_value_passes" {
  attrs = { value = null, expiration_date = "2027-12-31T00:00:00Z" }
  expect {
    policy  = "azure_vault_secret_value"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_secret" "vault_secret_value_fails" {
  attrs = { value = "not-so-secret" }
  expect {
    policy  = "azure_vault_secret_value"
    verdict = "fail"
  }
}

resource "azurerm_key_vault_secret" "vault_secret_value_undecided" {
  attrs = { value = unknown("string") }
  expect {
    policy  = "azure_vault_secret_value"
    verdict = "undecided"
  }
}
