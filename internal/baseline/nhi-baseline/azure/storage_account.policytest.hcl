policytest {
  targets = ["storage_account.policy.hcl"]
}

resource "azurerm_storage_account" "storage_shared_key_passes" {
  attrs = { name = "a", shared_access_key_enabled = false, allow_nested_items_to_be_public = false, https_traffic_only_enabled = true, min_tls_version = null, cross_tenant_replication_enabled = false, network_rules = [{ default_action = null }], share_properties = [] }
  expect {
    policy  = "azure_storage_shared_key"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_shared_key_fails" {
  attrs = { name = "a", shared_access_key_enabled = true }
  expect {
    policy  = "azure_storage_shared_key"
    verdict = "fail"
  }
}

resource "azurerm_storage_account" "storage_shared_key_undecided" {
  attrs = { name = "a", shared_access_key_enabled = unknown("bool") }
  expect {
    policy  = "azure_storage_shared_key"
    verdict = "undecided"
  }
}

resource "azurerm_storage_account" "storage_public_blobs_passes" {
  attrs = { name = "a", allow_nested_items_to_be_public = false, shared_access_key_enabled = false, https_traffic_only_enabled = true, min_tls_version = null, cross_tenant_replication_enabled = false, network_rules = [{ default_action = null }], share_properties = [] }
  expect {
    policy  = "azure_storage_public_blobs"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_public_blobs_passes_2" {
  attrs = { name = "a", allow_blob_public_access = false, shared_access_key_enabled = false, https_traffic_only_enabled = true, min_tls_version = null, cross_tenant_replication_enabled = false, network_rules = [{ default_action = null }], share_properties = [] }
  expect {
    policy  = "azure_storage_public_blobs"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_public_blobs_fails" {
  attrs = { name = "a", allow_nested_items_to_be_public = true }
  expect {
    policy  = "azure_storage_public_blobs"
    verdict = "fail"
  }
}

resource "azurerm_storage_account" "storage_public_blobs_undecided" {
  attrs = { name = "a", allow_nested_items_to_be_public = unknown("bool") }
  expect {
    policy  = "azure_storage_public_blobs"
    verdict = "undecided"
  }
}

resource "azurerm_storage_account" "storage_https_passes" {
  attrs = { name = "a", https_traffic_only_enabled = true, shared_access_key_enabled = false, allow_nested_items_to_be_public = false, min_tls_version = null, cross_tenant_replication_enabled = false, network_rules = [{ default_action = null }], share_properties = [] }
  expect {
    policy  = "azure_storage_https"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_https_passes_2" {
  attrs = { name = "a", https_traffic_only_enabled = null, shared_access_key_enabled = false, allow_nested_items_to_be_public = false, min_tls_version = null, cross_tenant_replication_enabled = false, network_rules = [{ default_action = null }], share_properties = [] }
  expect {
    policy  = "azure_storage_https"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_https_fails" {
  attrs = { name = "a", https_traffic_only_enabled = false }
  expect {
    policy  = "azure_storage_https"
    verdict = "fail"
  }
}

resource "azurerm_storage_account" "storage_https_fails_2" {
  attrs = { name = "a", enable_https_traffic_only = false }
  expect {
    policy  = "azure_storage_https"
    verdict = "fail"
  }
}

resource "azurerm_storage_account" "storage_https_undecided" {
  attrs = { name = "a", https_traffic_only_enabled = unknown("bool") }
  expect {
    policy  = "azure_storage_https"
    verdict = "undecided"
  }
}

resource "azurerm_storage_account" "storage_tls_passes" {
  attrs = { name = "a", min_tls_version = null, shared_access_key_enabled = false, allow_nested_items_to_be_public = false, https_traffic_only_enabled = true, cross_tenant_replication_enabled = false, network_rules = [{ default_action = null }], share_properties = [] }
  expect {
    policy  = "azure_storage_tls"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_tls_passes_2" {
  attrs = { name = "a", min_tls_version = "TLS1_2", shared_access_key_enabled = false, allow_nested_items_to_be_public = false, https_traffic_only_enabled = true, cross_tenant_replication_enabled = false, network_rules = [{ default_action = null }], share_properties = [] }
  expect {
    policy  = "azure_storage_tls"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_tls_fails" {
  attrs = { name = "a", min_tls_version = "TLS1_0" }
  expect {
    policy  = "azure_storage_tls"
    verdict = "fail"
  }
}

resource "azurerm_storage_account" "storage_tls_undecided" {
  attrs = { name = "a", min_tls_version = unknown("string") }
  expect {
    policy  = "azure_storage_tls"
    verdict = "undecided"
  }
}

resource "azurerm_storage_account" "storage_tenants_passes" {
  attrs = { name = "a", cross_tenant_replication_enabled = false, shared_access_key_enabled = false, allow_nested_items_to_be_public = false, https_traffic_only_enabled = true, min_tls_version = null, network_rules = [{ default_action = null }], share_properties = [] }
  expect {
    policy  = "azure_storage_tenants"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_tenants_passes_2" {
  attrs = { name = "a", cross_tenant_replication_enabled = null, shared_access_key_enabled = false, allow_nested_items_to_be_public = false, https_traffic_only_enabled = true, min_tls_version = null, network_rules = [{ default_action = null }], share_properties = [] }
  expect {
    policy  = "azure_storage_tenants"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_tenants_fails" {
  attrs = { name = "a", cross_tenant_replication_enabled = true }
  expect {
    policy  = "azure_storage_tenants"
    verdict = "fail"
  }
}

resource "azurerm_storage_account" "storage_tenants_undecided" {
  attrs = { name = "a", cross_tenant_replication_enabled = unknown("bool") }
  expect {
    policy  = "azure_storage_tenants"
    verdict = "undecided"
  }
}

resource "azurerm_storage_account" "storage_network_passes" {
  attrs = { name = "a", network_rules = [{ default_action = null }], shared_access_key_enabled = false, allow_nested_items_to_be_public = false, https_traffic_only_enabled = true, min_tls_version = null, cross_tenant_replication_enabled = false, share_properties = [] }
  expect {
    policy  = "azure_storage_network"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_network_passes_2" {
  attrs = { name = "a", network_rules = [{ default_action = "Deny" }], shared_access_key_enabled = false, allow_nested_items_to_be_public = false, https_traffic_only_enabled = true, min_tls_version = null, cross_tenant_replication_enabled = false, share_properties = [] }
  expect {
    policy  = "azure_storage_network"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_network_fails" {
  attrs = { name = "a", network_rules = [{ default_action = "Allow" }] }
  expect {
    policy  = "azure_storage_network"
    verdict = "fail"
  }
}

resource "azurerm_storage_account" "storage_network_undecided" {
  attrs = { name = "a", network_rules = [{ default_action = unknown("string") }] }
  expect {
    policy  = "azure_storage_network"
    verdict = "undecided"
  }
}

resource "azurerm_storage_account_network_rules" "storage_network_rules_passes" {
  attrs = { default_action = null }
  expect {
    policy  = "azure_storage_network_rules"
    verdict = "pass"
  }
}

resource "azurerm_storage_account_network_rules" "storage_network_rules_passes_2" {
  attrs = { default_action = "Deny" }
  expect {
    policy  = "azure_storage_network_rules"
    verdict = "pass"
  }
}

resource "azurerm_storage_account_network_rules" "storage_network_rules_fails" {
  attrs = { default_action = "Allow" }
  expect {
    policy  = "azure_storage_network_rules"
    verdict = "fail"
  }
}

resource "azurerm_storage_account_network_rules" "storage_network_rules_undecided" {
  attrs = { default_action = unknown("string") }
  expect {
    policy  = "azure_storage_network_rules"
    verdict = "undecided"
  }
}

resource "azurerm_storage_container" "storage_container_public_passes" {
  attrs = { name = "a", container_access_type = null }
  expect {
    policy  = "azure_storage_container_public"
    verdict = "pass"
  }
}

resource "azurerm_storage_container" "storage_container_public_passes_2" {
  attrs = { name = "a", container_access_type = "private" }
  expect {
    policy  = "azure_storage_container_public"
    verdict = "pass"
  }
}

resource "azurerm_storage_container" "storage_container_public_fails" {
  attrs = { name = "a", container_access_type = "blob" }
  expect {
    policy  = "azure_storage_container_public"
    verdict = "fail"
  }
}

resource "azurerm_storage_container" "storage_container_public_undecided" {
  attrs = { name = "a", container_access_type = unknown("string") }
  expect {
    policy  = "azure_storage_container_public"
    verdict = "undecided"
  }
}

resource "azurerm_storage_account_local_user" "storage_local_password_passes" {
  attrs = { name = "a", ssh_password_enabled = false }
  expect {
    policy  = "azure_storage_local_password"
    verdict = "pass"
  }
}

resource "azurerm_storage_account_local_user" "storage_local_password_passes_2" {
  attrs = { name = "a", ssh_password_enabled = null }
  expect {
    policy  = "azure_storage_local_password"
    verdict = "pass"
  }
}

resource "azurerm_storage_account_local_user" "storage_local_password_fails" {
  attrs = { name = "a", ssh_password_enabled = true }
  expect {
    policy  = "azure_storage_local_password"
    verdict = "fail"
  }
}

resource "azurerm_storage_account_local_user" "storage_local_password_undecided" {
  attrs = { name = "a", ssh_password_enabled = unknown("bool") }
  expect {
    policy  = "azure_storage_local_password"
    verdict = "undecided"
  }
}

resource "azurerm_storage_account" "storage_identities_passes" {
  attrs = { name = "a", share_properties = [], shared_access_key_enabled = false, allow_nested_items_to_be_public = false, https_traffic_only_enabled = true, min_tls_version = null, cross_tenant_replication_enabled = false, network_rules = [{ default_action = null }] }
  expect {
    policy  = "azure_storage_identities"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_identities_passes_2" {
  attrs = { name = "a", share_properties = [{ smb = [{ authentication_types = ["Kerberos"] }] }], shared_access_key_enabled = false, allow_nested_items_to_be_public = false, https_traffic_only_enabled = true, min_tls_version = null, cross_tenant_replication_enabled = false, network_rules = [{ default_action = null }] }
  expect {
    policy  = "azure_storage_identities"
    verdict = "pass"
  }
}

resource "azurerm_storage_account" "storage_identities_fails" {
  attrs = { name = "a", share_properties = [{ smb = [{ authentication_types = ["NTLMv2", "Kerberos"] }] }] }
  expect {
    policy  = "azure_storage_identities"
    verdict = "fail"
  }
}

resource "azurerm_storage_account" "storage_identities_undecided" {
  attrs = { name = "a", share_properties = [{ smb = [{ authentication_types = unknown("set(string)") }] }] }
  expect {
    policy  = "azure_storage_identities"
    verdict = "undecided"
  }
}
