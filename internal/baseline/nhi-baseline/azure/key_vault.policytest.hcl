policytest {
  targets = ["key_vault.policy.hcl"]
}

resource "azurerm_key_vault" "vault_purge_passes" {
  attrs = { name = "a", purge_protection_enabled = true, soft_delete_retention_days = null, rbac_authorization_enabled = true, public_network_access_enabled = false, access_policy = null }
  expect {
    policy  = "azure_vault_purge"
    verdict = "pass"
  }
}

resource "azurerm_key_vault" "vault_purge_fails" {
  attrs = { name = "a", purge_protection_enabled = false }
  expect {
    policy  = "azure_vault_purge"
    verdict = "fail"
  }
}

resource "azurerm_key_vault" "vault_purge_fails_2" {
  attrs = { name = "a", purge_protection_enabled = null }
  expect {
    policy  = "azure_vault_purge"
    verdict = "fail"
  }
}

resource "azurerm_key_vault" "vault_purge_undecided" {
  attrs = { name = "a", purge_protection_enabled = unknown("bool") }
  expect {
    policy  = "azure_vault_purge"
    verdict = "undecided"
  }
}

resource "azurerm_key_vault" "vault_recovery_passes" {
  attrs = { name = "a", soft_delete_retention_days = null, purge_protection_enabled = true, rbac_authorization_enabled = true, public_network_access_enabled = false, access_policy = null }
  expect {
    policy  = "azure_vault_recovery"
    verdict = "pass"
  }
}

resource "azurerm_key_vault" "vault_recovery_passes_2" {
  attrs = { name = "a", soft_delete_retention_days = 90, purge_protection_enabled = true, rbac_authorization_enabled = true, public_network_access_enabled = false, access_policy = null }
  expect {
    policy  = "azure_vault_recovery"
    verdict = "pass"
  }
}

resource "azurerm_key_vault" "vault_recovery_fails" {
  attrs = { name = "a", soft_delete_retention_days = 3 }
  expect {
    policy  = "azure_vault_recovery"
    verdict = "fail"
  }
}

resource "azurerm_key_vault" "vault_recovery_fails_2" {
  attrs = { name = "a", soft_delete_enabled = false }
  expect {
    policy  = "azure_vault_recovery"
    verdict = "fail"
  }
}

resource "azurerm_key_vault" "vault_recovery_undecided" {
  attrs = { name = "a", soft_delete_retention_days = unknown("number") }
  expect {
    policy  = "azure_vault_recovery"
    verdict = "undecided"
  }
}

resource "azurerm_key_vault" "vault_rbac_passes" {
  attrs = { name = "a", rbac_authorization_enabled = true, purge_protection_enabled = true, soft_delete_retention_days = null, public_network_access_enabled = false, access_policy = null }
  expect {
    policy  = "azure_vault_rbac"
    verdict = "pass"
  }
}

resource "azurerm_key_vault" "vault_rbac_passes_2" {
  attrs = { name = "a", enable_rbac_authorization = true, purge_protection_enabled = true, soft_delete_retention_days = null, public_network_access_enabled = false, access_policy = null }
  expect {
    policy  = "azure_vault_rbac"
    verdict = "pass"
  }
}

resource "azurerm_key_vault" "vault_rbac_fails" {
  attrs = { name = "a", rbac_authorization_enabled = false }
  expect {
    policy  = "azure_vault_rbac"
    verdict = "fail"
  }
}

resource "azurerm_key_vault" "vault_rbac_undecided" {
  attrs = { name = "a", rbac_authorization_enabled = unknown("bool") }
  expect {
    policy  = "azure_vault_rbac"
    verdict = "undecided"
  }
}

resource "azurerm_key_vault" "vault_network_passes" {
  attrs = { name = "a", public_network_access_enabled = false, purge_protection_enabled = true, soft_delete_retention_days = null, rbac_authorization_enabled = true, access_policy = null }
  expect {
    policy  = "azure_vault_network"
    verdict = "pass"
  }
}

resource "azurerm_key_vault" "vault_network_passes_2" {
  attrs = { name = "a", network_acls = [{ default_action = "Deny" }], purge_protection_enabled = true, soft_delete_retention_days = null, rbac_authorization_enabled = true, access_policy = null }
  expect {
    policy  = "azure_vault_network"
    verdict = "pass"
  }
}

resource "azurerm_key_vault" "vault_network_fails_2" {
  attrs = { name = "a", network_acls = [{ default_action = "Allow" }] }
  expect {
    policy  = "azure_vault_network"
    verdict = "fail"
  }
}

resource "azurerm_key_vault" "vault_network_undecided" {
  attrs = { name = "a", network_acls = [{ default_action = unknown("string") }] }
  expect {
    policy  = "azure_vault_network"
    verdict = "undecided"
  }
}

resource "azurerm_key_vault" "vault_access_policy_passes" {
  attrs = { name = "a", access_policy = null, purge_protection_enabled = true, soft_delete_retention_days = null, rbac_authorization_enabled = true, public_network_access_enabled = false }
  expect {
    policy  = "azure_vault_access_policy"
    verdict = "pass"
  }
}

resource "azurerm_key_vault" "vault_access_policy_passes_2" {
  attrs = { name = "a", access_policy = [{ key_permissions = null, secret_permissions = ["Get", "List"], certificate_permissions = [], storage_permissions = null }], purge_protection_enabled = true, soft_delete_retention_days = null, rbac_authorization_enabled = true, public_network_access_enabled = false }
  expect {
    policy  = "azure_vault_access_policy"
    verdict = "pass"
  }
}

resource "azurerm_key_vault" "vault_access_policy_fails" {
  attrs = { name = "a", access_policy = [{ key_permissions = ["Get", "Purge"], secret_permissions = null, certificate_permissions = null, storage_permissions = null }] }
  expect {
    policy  = "azure_vault_access_policy"
    verdict = "fail"
  }
}

resource "azurerm_key_vault" "vault_access_policy_undecided" {
  attrs = { name = "a", access_policy = [{ key_permissions = [unknown("string")], secret_permissions = null }] }
  expect {
    policy  = "azure_vault_access_policy"
    verdict = "undecided"
  }
}

resource "azurerm_key_vault_access_policy" "vault_access_policy_all_passes" {
  attrs = { key_permissions = null, secret_permissions = ["Get"] }
  expect {
    policy  = "azure_vault_access_policy_all"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_access_policy" "vault_access_policy_all_fails" {
  attrs = { key_permissions = ["Get", "Purge"] }
  expect {
    policy  = "azure_vault_access_policy_all"
    verdict = "fail"
  }
}

resource "azurerm_key_vault_access_policy" "vault_access_policy_all_fails_2" {
  attrs = { secret_permissions = ["all"] }
  expect {
    policy  = "azure_vault_access_policy_all"
    verdict = "fail"
  }
}

resource "azurerm_key_vault_access_policy" "vault_access_policy_all_undecided" {
  attrs = { key_permissions = [unknown("string")] }
  expect {
    policy  = "azure_vault_access_policy_all"
    verdict = "undecided"
  }
}

resource "azurerm_key_vault_managed_hardware_security_module" "hsm_purge_passes" {
  attrs = { name = "a", purge_protection_enabled = true }
  expect {
    policy  = "azure_hsm_purge"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_managed_hardware_security_module" "hsm_purge_fails" {
  attrs = { name = "a", purge_protection_enabled = false }
  expect {
    policy  = "azure_hsm_purge"
    verdict = "fail"
  }
}

resource "azurerm_key_vault_managed_hardware_security_module" "hsm_purge_fails_2" {
  attrs = { name = "a", purge_protection_enabled = null }
  expect {
    policy  = "azure_hsm_purge"
    verdict = "fail"
  }
}

resource "azurerm_key_vault_managed_hardware_security_module" "hsm_purge_undecided" {
  attrs = { name = "a", purge_protection_enabled = unknown("bool") }
  expect {
    policy  = "azure_hsm_purge"
    verdict = "undecided"
  }
}

resource "azurerm_app_configuration" "app_configuration_purge_passes" {
  attrs = { name = "a", purge_protection_enabled = true, sku = "standard" }
  expect {
    policy  = "azure_app_configuration_purge"
    verdict = "pass"
  }
}

resource "azurerm_app_configuration" "app_configuration_purge_fails" {
  attrs = { name = "a", purge_protection_enabled = false, sku = "standard" }
  expect {
    policy  = "azure_app_configuration_purge"
    verdict = "fail"
  }
}

resource "azurerm_app_configuration" "app_configuration_purge_fails_2" {
  attrs = { name = "a", purge_protection_enabled = null, sku = "standard" }
  expect {
    policy  = "azure_app_configuration_purge"
    verdict = "fail"
  }
}

resource "azurerm_app_configuration" "app_configuration_purge_undecided" {
  attrs = { name = "a", purge_protection_enabled = unknown("bool"), sku = "standard" }
  expect {
    policy  = "azure_app_configuration_purge"
    verdict = "undecided"
  }
}

resource "azurerm_app_configuration" "app_configuration_purge_leaves_out" {
  attrs = { sku = "free" }
}

resource "azurerm_key_vault" "vault_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "azure_vault_deleted"
    verdict = "pass"
  }
}

resource "azurerm_key_vault" "vault_deleted_its_replacement" {
  attrs          = { name = "replaced" }
  expect_failure = true
}

resource "azurerm_key_vault" "vault_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "azure_vault_deleted"
    verdict = "fail"
  }
}

resource "azurerm_key_vault_key" "vault_key_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "azure_vault_key_deleted"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_key" "vault_key_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "azurerm_key_vault_key" "vault_key_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "azure_vault_key_deleted"
    verdict = "fail"
  }
}
