policytest {
  targets = ["kubernetes_cluster.policy.hcl"]
}

resource "azurerm_kubernetes_cluster" "kubernetes_local_account_passes" {
  attrs = { name = "a", local_account_disabled = true, role_based_access_control_enabled = true, azure_active_directory_role_based_access_control = [{ azure_rbac_enabled = true }], private_cluster_enabled = true, service_principal = [], key_vault_secrets_provider = [{ secret_rotation_enabled = true }], node_os_upgrade_channel = null }
  expect {
    policy  = "azure_kubernetes_local_account"
    verdict = "pass"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_local_account_fails" {
  attrs = { name = "a", local_account_disabled = false }
  expect {
    policy  = "azure_kubernetes_local_account"
    verdict = "fail"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_local_account_undecided" {
  attrs = { name = "a", local_account_disabled = unknown("bool") }
  expect {
    policy  = "azure_kubernetes_local_account"
    verdict = "undecided"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_rbac_passes" {
  attrs = { name = "a", role_based_access_control_enabled = true, local_account_disabled = true, azure_active_directory_role_based_access_control = [{ azure_rbac_enabled = true }], private_cluster_enabled = true, service_principal = [], key_vault_secrets_provider = [{ secret_rotation_enabled = true }], node_os_upgrade_channel = null }
  expect {
    policy  = "azure_kubernetes_rbac"
    verdict = "pass"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_rbac_passes_2" {
  attrs = { name = "a", role_based_access_control_enabled = null, local_account_disabled = true, azure_active_directory_role_based_access_control = [{ azure_rbac_enabled = true }], private_cluster_enabled = true, service_principal = [], key_vault_secrets_provider = [{ secret_rotation_enabled = true }], node_os_upgrade_channel = null }
  expect {
    policy  = "azure_kubernetes_rbac"
    verdict = "pass"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_rbac_fails" {
  attrs = { name = "a", role_based_access_control_enabled = false }
  expect {
    policy  = "azure_kubernetes_rbac"
    verdict = "fail"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_rbac_fails_2" {
  attrs = { name = "a", role_based_access_control = [{ enabled = false }] }
  expect {
    policy  = "azure_kubernetes_rbac"
    verdict = "fail"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_rbac_undecided" {
  attrs = { name = "a", role_based_access_control_enabled = unknown("bool") }
  expect {
    policy  = "azure_kubernetes_rbac"
    verdict = "undecided"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_api_passes" {
  attrs = { name = "a", private_cluster_enabled = true, local_account_disabled = true, role_based_access_control_enabled = true, azure_active_directory_role_based_access_control = [{ azure_rbac_enabled = true }], service_principal = [], key_vault_secrets_provider = [{ secret_rotation_enabled = true }], node_os_upgrade_channel = null }
  expect {
    policy  = "azure_kubernetes_api"
    verdict = "pass"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_api_passes_2" {
  attrs = { name = "a", api_server_access_profile = [{ authorized_ip_ranges = ["192.0.2.0/24"] }], local_account_disabled = true, role_based_access_control_enabled = true, azure_active_directory_role_based_access_control = [{ azure_rbac_enabled = true }], service_principal = [], key_vault_secrets_provider = [{ secret_rotation_enabled = true }], node_os_upgrade_channel = null }
  expect {
    policy  = "azure_kubernetes_api"
    verdict = "pass"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_api_passes_3" {
  attrs = { name = "a", api_server_authorized_ip_ranges = ["192.0.2.0/24"], local_account_disabled = true, role_based_access_control_enabled = true, azure_active_directory_role_based_access_control = [{ azure_rbac_enabled = true }], service_principal = [], key_vault_secrets_provider = [{ secret_rotation_enabled = true }], node_os_upgrade_channel = null }
  expect {
    policy  = "azure_kubernetes_api"
    verdict = "pass"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_api_fails_2" {
  attrs = { name = "a", api_server_access_profile = [{ authorized_ip_ranges = ["0.0.0.0/0"] }] }
  expect {
    policy  = "azure_kubernetes_api"
    verdict = "fail"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_api_undecided" {
  attrs = { name = "a", api_server_access_profile = [{ authorized_ip_ranges = unknown("set(string)") }] }
  expect {
    policy  = "azure_kubernetes_api"
    verdict = "undecided"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_service_principal_passes" {
  attrs = { name = "a", service_principal = [], local_account_disabled = true, role_based_access_control_enabled = true, azure_active_directory_role_based_access_control = [{ azure_rbac_enabled = true }], private_cluster_enabled = true, key_vault_secrets_provider = [{ secret_rotation_enabled = true }], node_os_upgrade_channel = null }
  expect {
    policy  = "azure_kubernetes_service_principal"
    verdict = "pass"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_service_principal_passes_2" {
  attrs = { name = "a", service_principal = null, local_account_disabled = true, role_based_access_control_enabled = true, azure_active_directory_role_based_access_control = [{ azure_rbac_enabled = true }], private_cluster_enabled = true, key_vault_secrets_provider = [{ secret_rotation_enabled = true }], node_os_upgrade_channel = null }
  expect {
    policy  = "azure_kubernetes_service_principal"
    verdict = "pass"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_service_principal_fails" {
  attrs = { name = "a", service_principal = [{ client_id = "c", client_secret = "not-so-secret" }] }
  expect {
    policy  = "azure_kubernetes_service_principal"
    verdict = "fail"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_service_principal_undecided" {
  attrs = { name = "a", service_principal = unknown("list(object({}))") }
  expect {
    policy  = "azure_kubernetes_service_principal"
    verdict = "undecided"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_secret_rotation_passes" {
  attrs = { name = "a", key_vault_secrets_provider = [{ secret_rotation_enabled = true }], local_account_disabled = true, role_based_access_control_enabled = true, azure_active_directory_role_based_access_control = [{ azure_rbac_enabled = true }], private_cluster_enabled = true, service_principal = [], node_os_upgrade_channel = null }
  expect {
    policy  = "azure_kubernetes_secret_rotation"
    verdict = "pass"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_secret_rotation_fails" {
  attrs = { name = "a", key_vault_secrets_provider = [{ secret_rotation_enabled = false }] }
  expect {
    policy  = "azure_kubernetes_secret_rotation"
    verdict = "fail"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_secret_rotation_fails_2" {
  attrs = { name = "a", key_vault_secrets_provider = [{ secret_rotation_enabled = null }] }
  expect {
    policy  = "azure_kubernetes_secret_rotation"
    verdict = "fail"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_secret_rotation_undecided" {
  attrs = { name = "a", key_vault_secrets_provider = [{ secret_rotation_enabled = unknown("bool") }] }
  expect {
    policy  = "azure_kubernetes_secret_rotation"
    verdict = "undecided"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_secret_rotation_leaves_out" {
  attrs = { key_vault_secrets_provider = [], local_account_disabled = true, role_based_access_control_enabled = true, azure_active_directory_role_based_access_control = [{ azure_rbac_enabled = true }], private_cluster_enabled = true, service_principal = [], node_os_upgrade_channel = null }
}

resource "azurerm_kubernetes_cluster" "kubernetes_upgrades_passes" {
  attrs = { name = "a", node_os_upgrade_channel = null, local_account_disabled = true, role_based_access_control_enabled = true, azure_active_directory_role_based_access_control = [{ azure_rbac_enabled = true }], private_cluster_enabled = true, service_principal = [], key_vault_secrets_provider = [{ secret_rotation_enabled = true }] }
  expect {
    policy  = "azure_kubernetes_upgrades"
    verdict = "pass"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_upgrades_passes_2" {
  attrs = { name = "a", node_os_upgrade_channel = "NodeImage", automatic_upgrade_channel = "stable", local_account_disabled = true, role_based_access_control_enabled = true, azure_active_directory_role_based_access_control = [{ azure_rbac_enabled = true }], private_cluster_enabled = true, service_principal = [], key_vault_secrets_provider = [{ secret_rotation_enabled = true }] }
  expect {
    policy  = "azure_kubernetes_upgrades"
    verdict = "pass"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_upgrades_fails" {
  attrs = { name = "a", node_os_upgrade_channel = "None" }
  expect {
    policy  = "azure_kubernetes_upgrades"
    verdict = "fail"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_upgrades_fails_2" {
  attrs = { name = "a", automatic_upgrade_channel = "none" }
  expect {
    policy  = "azure_kubernetes_upgrades"
    verdict = "fail"
  }
}

resource "azurerm_kubernetes_cluster" "kubernetes_upgrades_undecided" {
  attrs = { name = "a", node_os_upgrade_channel = unknown("string") }
  expect {
    policy  = "azure_kubernetes_upgrades"
    verdict = "undecided"
  }
}

resource "azurerm_redhat_openshift_cluster" "openshift_api_passes" {
  attrs = { name = "a", api_server_profile = [{ visibility = "Private" }] }
  expect {
    policy  = "azure_openshift_api"
    verdict = "pass"
  }
}

resource "azurerm_redhat_openshift_cluster" "openshift_api_fails" {
  attrs = { name = "a", api_server_profile = [{ visibility = "Public" }] }
  expect {
    policy  = "azure_openshift_api"
    verdict = "fail"
  }
}

resource "azurerm_redhat_openshift_cluster" "openshift_api_undecided" {
  attrs = { name = "a", api_server_profile = [{ visibility = unknown("string") }] }
  expect {
    policy  = "azure_openshift_api"
    verdict = "undecided"
  }
}
