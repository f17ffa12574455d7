policytest {
  targets = ["database_access.policy.hcl"]
}

resource "azurerm_mssql_server" "mssql_directory_passes" {
  attrs = { name = "a", azuread_administrator = [{ login_username = "dba", azuread_authentication_only = true }], minimum_tls_version = null }
  expect {
    policy  = "azure_mssql_directory"
    verdict = "pass"
  }
}

resource "azurerm_mssql_server" "mssql_directory_fails" {
  attrs = { name = "a", azuread_administrator = [] }
  expect {
    policy  = "azure_mssql_directory"
    verdict = "fail"
  }
}

resource "azurerm_mssql_server" "mssql_directory_fails_2" {
  attrs = { name = "a", azuread_administrator = null }
  expect {
    policy  = "azure_mssql_directory"
    verdict = "fail"
  }
}

resource "azurerm_mssql_server" "mssql_directory_undecided" {
  attrs = { name = "a", azuread_administrator = unknown("list(object({}))") }
  expect {
    policy  = "azure_mssql_directory"
    verdict = "undecided"
  }
}

resource "azurerm_mssql_server" "mssql_directory_only_passes" {
  attrs = { name = "a", azuread_administrator = [{ azuread_authentication_only = true }], minimum_tls_version = null }
  expect {
    policy  = "azure_mssql_directory_only"
    verdict = "pass"
  }
}

resource "azurerm_mssql_server" "mssql_directory_only_fails" {
  attrs = { name = "a", azuread_administrator = [{ azuread_authentication_only = false }] }
  expect {
    policy  = "azure_mssql_directory_only"
    verdict = "fail"
  }
}

resource "azurerm_mssql_server" "mssql_directory_only_fails_2" {
  attrs = { name = "a", azuread_administrator = [{ azuread_authentication_only = null }] }
  expect {
    policy  = "azure_mssql_directory_only"
    verdict = "fail"
  }
}

resource "azurerm_mssql_server" "mssql_directory_only_undecided" {
  attrs = { name = "a", azuread_administrator = [{ azuread_authentication_only = unknown("bool") }] }
  expect {
    policy  = "azure_mssql_directory_only"
    verdict = "undecided"
  }
}

resource "azurerm_mssql_server" "mssql_directory_only_leaves_out" {
  attrs          = { azuread_administrator = [], minimum_tls_version = null }
  expect_failure = true
}

resource "azurerm_sql_server" "sql_directory_passes" {
  attrs = { name = "with" }
  expect {
    policy  = "azure_sql_directory"
    verdict = "pass"
  }
}

resource "azurerm_sql_server" "sql_directory_fails" {
  attrs = { name = "without" }
  expect {
    policy  = "azure_sql_directory"
    verdict = "fail"
  }
}

resource "azurerm_mssql_server" "mssql_tls_passes" {
  attrs = { name = "a", minimum_tls_version = null, azuread_administrator = [{ login_username = "dba", azuread_authentication_only = true }] }
  expect {
    policy  = "azure_mssql_tls"
    verdict = "pass"
  }
}

resource "azurerm_mssql_server" "mssql_tls_passes_2" {
  attrs = { name = "a", minimum_tls_version = "1.2", azuread_administrator = [{ login_username = "dba", azuread_authentication_only = true }] }
  expect {
    policy  = "azure_mssql_tls"
    verdict = "pass"
  }
}

resource "azurerm_mssql_server" "mssql_tls_fails" {
  attrs = { name = "a", minimum_tls_version = "1.0" }
  expect {
    policy  = "azure_mssql_tls"
    verdict = "fail"
  }
}

resource "azurerm_mssql_server" "mssql_tls_undecided" {
  attrs = { name = "a", minimum_tls_version = unknown("string") }
  expect {
    policy  = "azure_mssql_tls"
    verdict = "undecided"
  }
}

resource "azurerm_mssql_managed_instance" "mssql_instance_tls_passes" {
  attrs = { name = "a", minimum_tls_version = null }
  expect {
    policy  = "azure_mssql_instance_tls"
    verdict = "pass"
  }
}

resource "azurerm_mssql_managed_instance" "mssql_instance_tls_passes_2" {
  attrs = { name = "a", minimum_tls_version = "1.2" }
  expect {
    policy  = "azure_mssql_instance_tls"
    verdict = "pass"
  }
}

resource "azurerm_mssql_managed_instance" "mssql_instance_tls_fails" {
  attrs = { name = "a", minimum_tls_version = "1.0" }
  expect {
    policy  = "azure_mssql_instance_tls"
    verdict = "fail"
  }
}

resource "azurerm_mssql_managed_instance" "mssql_instance_tls_undecided" {
  attrs = { name = "a", minimum_tls_version = unknown("string") }
  expect {
    policy  = "azure_mssql_instance_tls"
    verdict = "undecided"
  }
}

resource "azurerm_postgresql_server" "postgresql_tls_passes" {
  attrs = { name = "a", ssl_enforcement_enabled = true }
  expect {
    policy  = "azure_postgresql_tls"
    verdict = "pass"
  }
}

resource "azurerm_postgresql_server" "postgresql_tls_passes_2" {
  attrs = { name = "a", ssl_enforcement_enabled = true, ssl_minimal_tls_version_enforced = "TLS1_2" }
  expect {
    policy  = "azure_postgresql_tls"
    verdict = "pass"
  }
}

resource "azurerm_postgresql_server" "postgresql_tls_fails" {
  attrs = { name = "a", ssl_enforcement_enabled = false }
  expect {
    policy  = "azure_postgresql_tls"
    verdict = "fail"
  }
}

resource "azurerm_postgresql_server" "postgresql_tls_fails_2" {
  attrs = { name = "a", ssl_enforcement_enabled = true, ssl_minimal_tls_version_enforced = "TLS1_0" }
  expect {
    policy  = "azure_postgresql_tls"
    verdict = "fail"
  }
}

resource "azurerm_postgresql_server" "postgresql_tls_undecided" {
  attrs = { name = "a", ssl_enforcement_enabled = unknown("bool") }
  expect {
    policy  = "azure_postgresql_tls"
    verdict = "undecided"
  }
}

resource "azurerm_mysql_server" "mysql_tls_passes" {
  attrs = { name = "a", ssl_enforcement_enabled = true }
  expect {
    policy  = "azure_mysql_tls"
    verdict = "pass"
  }
}

resource "azurerm_mysql_server" "mysql_tls_passes_2" {
  attrs = { name = "a", ssl_enforcement_enabled = true, ssl_minimal_tls_version_enforced = "TLS1_2" }
  expect {
    policy  = "azure_mysql_tls"
    verdict = "pass"
  }
}

resource "azurerm_mysql_server" "mysql_tls_fails" {
  attrs = { name = "a", ssl_enforcement_enabled = false }
  expect {
    policy  = "azure_mysql_tls"
    verdict = "fail"
  }
}

resource "azurerm_mysql_server" "mysql_tls_fails_2" {
  attrs = { name = "a", ssl_enforcement_enabled = true, ssl_minimal_tls_version_enforced = "TLS1_0" }
  expect {
    policy  = "azure_mysql_tls"
    verdict = "fail"
  }
}

resource "azurerm_mysql_server" "mysql_tls_undecided" {
  attrs = { name = "a", ssl_enforcement_enabled = unknown("bool") }
  expect {
    policy  = "azure_mysql_tls"
    verdict = "undecided"
  }
}

resource "azurerm_mariadb_server" "mariadb_tls_passes" {
  attrs = { name = "a", ssl_enforcement_enabled = true }
  expect {
    policy  = "azure_mariadb_tls"
    verdict = "pass"
  }
}

resource "azurerm_mariadb_server" "mariadb_tls_passes_2" {
  attrs = { name = "a", ssl_enforcement_enabled = true, ssl_minimal_tls_version_enforced = "TLS1_2" }
  expect {
    policy  = "azure_mariadb_tls"
    verdict = "pass"
  }
}

resource "azurerm_mariadb_server" "mariadb_tls_fails" {
  attrs = { name = "a", ssl_enforcement_enabled = false }
  expect {
    policy  = "azure_mariadb_tls"
    verdict = "fail"
  }
}

resource "azurerm_mariadb_server" "mariadb_tls_fails_2" {
  attrs = { name = "a", ssl_enforcement_enabled = true, ssl_minimal_tls_version_enforced = "TLS1_0" }
  expect {
    policy  = "azure_mariadb_tls"
    verdict = "fail"
  }
}

resource "azurerm_mariadb_server" "mariadb_tls_undecided" {
  attrs = { name = "a", ssl_enforcement_enabled = unknown("bool") }
  expect {
    policy  = "azure_mariadb_tls"
    verdict = "undecided"
  }
}

resource "azurerm_postgresql_flexible_server" "postgresql_flexible_directory_passes" {
  attrs = { name = "a", authentication = [{ active_directory_auth_enabled = true }] }
  expect {
    policy  = "azure_postgresql_flexible_directory"
    verdict = "pass"
  }
}

resource "azurerm_postgresql_flexible_server" "postgresql_flexible_directory_fails" {
  attrs = { name = "a", authentication = [] }
  expect {
    policy  = "azure_postgresql_flexible_directory"
    verdict = "fail"
  }
}

resource "azurerm_postgresql_flexible_server" "postgresql_flexible_directory_fails_2" {
  attrs = { name = "a", authentication = [{ active_directory_auth_enabled = false }] }
  expect {
    policy  = "azure_postgresql_flexible_directory"
    verdict = "fail"
  }
}

resource "azurerm_postgresql_flexible_server" "postgresql_flexible_directory_undecided" {
  attrs = { name = "a", authentication = [{ active_directory_auth_enabled = unknown("bool") }] }
  expect {
    policy  = "azure_postgresql_flexible_directory"
    verdict = "undecided"
  }
}

resource "azurerm_synapse_workspace" "synapse_directory_only_passes" {
  attrs = { name = "a", azuread_authentication_only = true }
  expect {
    policy  = "azure_synapse_directory_only"
    verdict = "pass"
  }
}

resource "azurerm_synapse_workspace" "synapse_directory_only_fails" {
  attrs = { name = "a", azuread_authentication_only = false }
  expect {
    policy  = "azure_synapse_directory_only"
    verdict = "fail"
  }
}

resource "azurerm_synapse_workspace" "synapse_directory_only_fails_2" {
  attrs = { name = "a", azuread_authentication_only = null }
  expect {
    policy  = "azure_synapse_directory_only"
    verdict = "fail"
  }
}

resource "azurerm_synapse_workspace" "synapse_directory_only_undecided" {
  attrs = { name = "a", azuread_authentication_only = unknown("bool") }
  expect {
    policy  = "azure_synapse_directory_only"
    verdict = "undecided"
  }
}

resource "azurerm_postgresql_configuration" "database_parameter_passes" {
  attrs = { name = "log_connections", value = "on" }
  meta  = { type = "azurerm_postgresql_configuration" }
  expect {
    policy  = "azure_database_parameter"
    verdict = "pass"
  }
}

resource "azurerm_mysql_flexible_server_configuration" "database_parameter_fails" {
  attrs = { name = "require_secure_transport", value = "OFF" }
  meta  = { type = "azurerm_mysql_flexible_server_configuration" }
  expect {
    policy  = "azure_database_parameter"
    verdict = "fail"
  }
}

resource "azurerm_postgresql_flexible_server_configuration" "database_parameter_fails_2" {
  attrs = { name = "log_connections", value = "off" }
  meta  = { type = "azurerm_postgresql_flexible_server_configuration" }
  expect {
    policy  = "azure_database_parameter"
    verdict = "fail"
  }
}

resource "azurerm_postgresql_configuration" "database_parameter_undecided" {
  attrs = { name = "log_connections", value = unknown("string") }
  meta  = { type = "azurerm_postgresql_configuration" }
  expect {
    policy  = "azure_database_parameter"
    verdict = "undecided"
  }
}

resource "azurerm_app_configuration" "database_parameter_leaves_out" {
  attrs = { name = "a" }
  meta  = { type = "azurerm_app_configuration" }
}

resource "azurerm_postgresql_configuration" "database_parameter_leaves_out_2" {
  attrs = { name = "work_mem", value = "off" }
  meta  = { type = "azurerm_postgresql_configuration" }
}

resource "azurerm_redis_cache" "redis_plain_passes" {
  attrs = { name = "a", non_ssl_port_enabled = false, minimum_tls_version = "1.2" }
  expect {
    policy  = "azure_redis_plain"
    verdict = "pass"
  }
}

resource "azurerm_redis_cache" "redis_plain_fails" {
  attrs = { name = "a", non_ssl_port_enabled = true }
  expect {
    policy  = "azure_redis_plain"
    verdict = "fail"
  }
}

resource "azurerm_redis_cache" "redis_plain_fails_2" {
  attrs = { name = "a", enable_non_ssl_port = true }
  expect {
    policy  = "azure_redis_plain"
    verdict = "fail"
  }
}

resource "azurerm_redis_cache" "redis_plain_fails_3" {
  attrs = { name = "a", minimum_tls_version = "1.0" }
  expect {
    policy  = "azure_redis_plain"
    verdict = "fail"
  }
}

resource "azurerm_redis_cache" "redis_plain_fails_4" {
  attrs = { name = "a", redis_configuration = [{ authentication_enabled = false }] }
  expect {
    policy  = "azure_redis_plain"
    verdict = "fail"
  }
}

resource "azurerm_redis_cache" "redis_plain_undecided" {
  attrs = { name = "a", non_ssl_port_enabled = unknown("bool") }
  expect {
    policy  = "azure_redis_plain"
    verdict = "undecided"
  }
}

resource "azurerm_redis_enterprise_database" "redis_enterprise_plain_passes" {
  attrs = { client_protocol = null }
  expect {
    policy  = "azure_redis_enterprise_plain"
    verdict = "pass"
  }
}

resource "azurerm_redis_enterprise_database" "redis_enterprise_plain_passes_2" {
  attrs = { client_protocol = "Encrypted" }
  expect {
    policy  = "azure_redis_enterprise_plain"
    verdict = "pass"
  }
}

resource "azurerm_redis_enterprise_database" "redis_enterprise_plain_fails" {
  attrs = { client_protocol = "Plaintext" }
  expect {
    policy  = "azure_redis_enterprise_plain"
    verdict = "fail"
  }
}

resource "azurerm_redis_enterprise_database" "redis_enterprise_plain_undecided" {
  attrs = { client_protocol = unknown("string") }
  expect {
    policy  = "azure_redis_enterprise_plain"
    verdict = "undecided"
  }
}

resource "azurerm_mssql_firewall_rule" "mssql_firewall_passes" {
  attrs = { name = "a", start_ip_address = "192.0.2.1", end_ip_address = "192.0.2.9" }
  expect {
    policy  = "azure_mssql_firewall"
    verdict = "pass"
  }
}

resource "azurerm_mssql_firewall_rule" "mssql_firewall_fails" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_mssql_firewall"
    verdict = "fail"
  }
}

resource "azurerm_mssql_firewall_rule" "mssql_firewall_fails_2" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "0.0.0.0" }
  expect {
    policy  = "azure_mssql_firewall"
    verdict = "fail"
  }
}

resource "azurerm_mssql_firewall_rule" "mssql_firewall_undecided" {
  attrs = { name = "a", start_ip_address = unknown("string"), end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_mssql_firewall"
    verdict = "undecided"
  }
}

resource "azurerm_sql_firewall_rule" "sql_firewall_passes" {
  attrs = { name = "a", start_ip_address = "192.0.2.1", end_ip_address = "192.0.2.9" }
  expect {
    policy  = "azure_sql_firewall"
    verdict = "pass"
  }
}

resource "azurerm_sql_firewall_rule" "sql_firewall_fails" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_sql_firewall"
    verdict = "fail"
  }
}

resource "azurerm_sql_firewall_rule" "sql_firewall_fails_2" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "0.0.0.0" }
  expect {
    policy  = "azure_sql_firewall"
    verdict = "fail"
  }
}

resource "azurerm_sql_firewall_rule" "sql_firewall_undecided" {
  attrs = { name = "a", start_ip_address = unknown("string"), end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_sql_firewall"
    verdict = "undecided"
  }
}

resource "azurerm_postgresql_firewall_rule" "postgresql_firewall_passes" {
  attrs = { name = "a", start_ip_address = "192.0.2.1", end_ip_address = "192.0.2.9" }
  expect {
    policy  = "azure_postgresql_firewall"
    verdict = "pass"
  }
}

resource "azurerm_postgresql_firewall_rule" "postgresql_firewall_fails" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_postgresql_firewall"
    verdict = "fail"
  }
}

resource "azurerm_postgresql_firewall_rule" "postgresql_firewall_fails_2" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "0.0.0.0" }
  expect {
    policy  = "azure_postgresql_firewall"
    verdict = "fail"
  }
}

resource "azurerm_postgresql_firewall_rule" "postgresql_firewall_undecided" {
  attrs = { name = "a", start_ip_address = unknown("string"), end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_postgresql_firewall"
    verdict = "undecided"
  }
}

resource "azurerm_postgresql_flexible_server_firewall_rule" "postgresql_flexible_firewall_passes" {
  attrs = { name = "a", start_ip_address = "192.0.2.1", end_ip_address = "192.0.2.9" }
  expect {
    policy  = "azure_postgresql_flexible_firewall"
    verdict = "pass"
  }
}

resource "azurerm_postgresql_flexible_server_firewall_rule" "postgresql_flexible_firewall_fails" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_postgresql_flexible_firewall"
    verdict = "fail"
  }
}

resource "azurerm_postgresql_flexible_server_firewall_rule" "postgresql_flexible_firewall_fails_2" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "0.0.0.0" }
  expect {
    policy  = "azure_postgresql_flexible_firewall"
    verdict = "fail"
  }
}

resource "azurerm_postgresql_flexible_server_firewall_rule" "postgresql_flexible_firewall_undecided" {
  attrs = { name = "a", start_ip_address = unknown("string"), end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_postgresql_flexible_firewall"
    verdict = "undecided"
  }
}

resource "azurerm_mysql_flexible_server_firewall_rule" "mysql_flexible_firewall_passes" {
  attrs = { name = "a", start_ip_address = "192.0.2.1", end_ip_address = "192.0.2.9" }
  expect {
    policy  = "azure_mysql_flexible_firewall"
    verdict = "pass"
  }
}

resource "azurerm_mysql_flexible_server_firewall_rule" "mysql_flexible_firewall_fails" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_mysql_flexible_firewall"
    verdict = "fail"
  }
}

resource "azurerm_mysql_flexible_server_firewall_rule" "mysql_flexible_firewall_fails_2" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "0.0.0.0" }
  expect {
    policy  = "azure_mysql_flexible_firewall"
    verdict = "fail"
  }
}

resource "azurerm_mysql_flexible_server_firewall_rule" "mysql_flexible_firewall_undecided" {
  attrs = { name = "a", start_ip_address = unknown("string"), end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_mysql_flexible_firewall"
    verdict = "undecided"
  }
}

resource "azurerm_mysql_firewall_rule" "mysql_firewall_passes" {
  attrs = { name = "a", start_ip_address = "192.0.2.1", end_ip_address = "192.0.2.9" }
  expect {
    policy  = "azure_mysql_firewall"
    verdict = "pass"
  }
}

resource "azurerm_mysql_firewall_rule" "mysql_firewall_fails" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_mysql_firewall"
    verdict = "fail"
  }
}

resource "azurerm_mysql_firewall_rule" "mysql_firewall_fails_2" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "0.0.0.0" }
  expect {
    policy  = "azure_mysql_firewall"
    verdict = "fail"
  }
}

resource "azurerm_mysql_firewall_rule" "mysql_firewall_undecided" {
  attrs = { name = "a", start_ip_address = unknown("string"), end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_mysql_firewall"
    verdict = "undecided"
  }
}

resource "azurerm_mariadb_firewall_rule" "mariadb_firewall_passes" {
  attrs = { name = "a", start_ip_address = "192.0.2.1", end_ip_address = "192.0.2.9" }
  expect {
    policy  = "azure_mariadb_firewall"
    verdict = "pass"
  }
}

resource "azurerm_mariadb_firewall_rule" "mariadb_firewall_fails" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_mariadb_firewall"
    verdict = "fail"
  }
}

resource "azurerm_mariadb_firewall_rule" "mariadb_firewall_fails_2" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "0.0.0.0" }
  expect {
    policy  = "azure_mariadb_firewall"
    verdict = "fail"
  }
}

resource "azurerm_mariadb_firewall_rule" "mariadb_firewall_undecided" {
  attrs = { name = "a", start_ip_address = unknown("string"), end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_mariadb_firewall"
    verdict = "undecided"
  }
}

resource "azurerm_synapse_firewall_rule" "synapse_firewall_passes" {
  attrs = { name = "a", start_ip_address = "192.0.2.1", end_ip_address = "192.0.2.9" }
  expect {
    policy  = "azure_synapse_firewall"
    verdict = "pass"
  }
}

resource "azurerm_synapse_firewall_rule" "synapse_firewall_fails" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_synapse_firewall"
    verdict = "fail"
  }
}

resource "azurerm_synapse_firewall_rule" "synapse_firewall_fails_2" {
  attrs = { name = "a", start_ip_address = "0.0.0.0", end_ip_address = "0.0.0.0" }
  expect {
    policy  = "azure_synapse_firewall"
    verdict = "fail"
  }
}

resource "azurerm_synapse_firewall_rule" "synapse_firewall_undecided" {
  attrs = { name = "a", start_ip_address = unknown("string"), end_ip_address = "255.255.255.255" }
  expect {
    policy  = "azure_synapse_firewall"
    verdict = "undecided"
  }
}

resource "azurerm_sql_active_directory_administrator" "of_the_server" {
  attrs = { server_name = "with", login = "dba" }
}
