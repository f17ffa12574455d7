policytest {
  targets = ["database_password.policy.hcl"]
}

resource "azurerm_mssql_server" "mssql_password_passes" {
  attrs = { administrator_login_password = null }
  expect {
    policy  = "azure_mssql_password"
    verdict = "pass"
  }
}

resource "azurerm_mssql_server" "mssql_password_fails" {
  attrs = { administrator_login_password = "not-so-secret" }
  expect {
    policy  = "azure_mssql_password"
    verdict = "fail"
  }
}

resource "azurerm_mssql_server" "mssql_password_undecided" {
  attrs = { administrator_login_password = unknown("string") }
  expect {
    policy  = "azure_mssql_password"
    verdict = "undecided"
  }
}

resource "azurerm_sql_server" "sql_password_passes" {
  attrs = { administrator_login_password = null }
  expect {
    policy  = "azure_sql_password"
    verdict = "pass"
  }
}

resource "azurerm_sql_server" "sql_password_fails" {
  attrs = { administrator_login_password = "not-so-secret" }
  expect {
    policy  = "azure_sql_password"
    verdict = "fail"
  }
}

resource "azurerm_sql_server" "sql_password_undecided" {
  attrs = { administrator_login_password = unknown("string") }
  expect {
    policy  = "azure_sql_password"
    verdict = "undecided"
  }
}

resource "azurerm_mssql_managed_instance" "mssql_instance_password_passes" {
  attrs = { administrator_login_password = null }
  expect {
    policy  = "azure_mssql_instance_password"
    verdict = "pass"
  }
}

resource "azurerm_mssql_managed_instance" "mssql_instance_password_fails" {
  attrs = { administrator_login_password = "not-so-secret" }
  expect {
    policy  = "azure_mssql_instance_password"
    verdict = "fail"
  }
}

resource "azurerm_mssql_managed_instance" "mssql_instance_password_undecided" {
  attrs = { administrator_login_password = unknown("string") }
  expect {
    policy  = "azure_mssql_instance_password"
    verdict = "undecided"
  }
}

resource "azurerm_postgresql_server" "postgresql_password_passes" {
  attrs = { administrator_login_password = null }
  expect {
    policy  = "azure_postgresql_password"
    verdict = "pass"
  }
}

resource "azurerm_postgresql_server" "postgresql_password_fails" {
  attrs = { administrator_login_password = "not-so-secret" }
  expect {
    policy  = "azure_postgresql_password"
    verdict = "fail"
  }
}

resource "azurerm_postgresql_server" "postgresql_password_undecided" {
  attrs = { administrator_login_password = unknown("string") }
  expect {
    policy  = "azure_postgresql_password"
    verdict = "undecided"
  }
}

resource "azurerm_mysql_server" "mysql_password_passes" {
  attrs = { administrator_login_password = null }
  expect {
    policy  = "azure_mysql_password"
    verdict = "pass"
  }
}

resource "azurerm_mysql_server" "mysql_password_fails" {
  attrs = { administrator_login_password = "not-so-secret" }
  expect {
    policy  = "azure_mysql_password"
    verdict = "fail"
  }
}

resource "azurerm_mysql_server" "mysql_password_undecided" {
  attrs = { administrator_login_password = unknown("string") }
  expect {
    policy  = "azure_mysql_password"
    verdict = "undecided"
  }
}

resource "azurerm_mariadb_server" "mariadb_password_passes" {
  attrs = { administrator_login_password = null }
  expect {
    policy  = "azure_mariadb_password"
    verdict = "pass"
  }
}

resource "azurerm_mariadb_server" "mariadb_password_fails" {
  attrs = { administrator_login_password = "not-so-secret" }
  expect {
    policy  = "azure_mariadb_password"
    verdict = "fail"
  }
}

resource "azurerm_mariadb_server" "mariadb_password_undecided" {
  attrs = { administrator_login_password = unknown("string") }
  expect {
    policy  = "azure_mariadb_password"
    verdict = "undecided"
  }
}

resource "azurerm_postgresql_flexible_server" "postgresql_flexible_password_passes" {
  attrs = { administrator_password = null }
  expect {
    policy  = "azure_postgresql_flexible_password"
    verdict = "pass"
  }
}

resource "azurerm_postgresql_flexible_server" "postgresql_flexible_password_fails" {
  attrs = { administrator_password = "not-so-secret" }
  expect {
    policy  = "azure_postgresql_flexible_password"
    verdict = "fail"
  }
}

resource "azurerm_postgresql_flexible_server" "postgresql_flexible_password_undecided" {
  attrs = { administrator_password = unknown("string") }
  expect {
    policy  = "azure_postgresql_flexible_password"
    verdict = "undecided"
  }
}

resource "azurerm_mysql_flexible_server" "mysql_flexible_password_passes" {
  attrs = { administrator_password = null }
  expect {
    policy  = "azure_mysql_flexible_password"
    verdict = "pass"
  }
}

resource "azurerm_mysql_flexible_server" "mysql_flexible_password_fails" {
  attrs = { administrator_password = "not-so-secret" }
  expect {
    policy  = "azure_mysql_flexible_password"
    verdict = "fail"
  }
}

resource "azurerm_mysql_flexible_server" "mysql_flexible_password_undecided" {
  attrs = { administrator_password = unknown("string") }
  expect {
    policy  = "azure_mysql_flexible_password"
    verdict = "undecided"
  }
}

resource "azurerm_synapse_workspace" "synapse_password_passes" {
  attrs = { sql_administrator_login_password = null }
  expect {
    policy  = "azure_synapse_password"
    verdict = "pass"
  }
}

resource "azurerm_synapse_workspace" "synapse_password_fails" {
  attrs = { sql_administrator_login_password = "not-so-secret" }
  expect {
    policy  = "azure_synapse_password"
    verdict = "fail"
  }
}

resource "azurerm_synapse_workspace" "synapse_password_undecided" {
  attrs = { sql_administrator_login_password = unknown("string") }
  expect {
    policy  = "azure_synapse_password"
    verdict = "undecided"
  }
}

resource "azurerm_cosmosdb_postgresql_cluster" "cosmos_postgresql_password_passes" {
  attrs = { administrator_login_password = null }
  expect {
    policy  = "azure_cosmos_postgresql_password"
    verdict = "pass"
  }
}

resource "azurerm_cosmosdb_postgresql_cluster" "cosmos_postgresql_password_fails" {
  attrs = { administrator_login_password = "not-so-secret" }
  expect {
    policy  = "azure_cosmos_postgresql_password"
    verdict = "fail"
  }
}

resource "azurerm_cosmosdb_postgresql_cluster" "cosmos_postgresql_password_undecided" {
  attrs = { administrator_login_password = unknown("string") }
  expect {
    policy  = "azure_cosmos_postgresql_password"
    verdict = "undecided"
  }
}

resource "azurerm_mongo_cluster" "mongo_password_passes" {
  attrs = { administrator_password = null }
  expect {
    policy  = "azure_mongo_password"
    verdict = "pass"
  }
}

resource "azurerm_mongo_cluster" "mongo_password_fails" {
  attrs = { administrator_password = "not-so-secret" }
  expect {
    policy  = "azure_mongo_password"
    verdict = "fail"
  }
}

resource "azurerm_mongo_cluster" "mongo_password_undecided" {
  attrs = { administrator_password = unknown("string") }
  expect {
    policy  = "azure_mongo_password"
    verdict = "undecided"
  }
}

resource "azurerm_mssql_virtual_machine" "mssql_machine_password_passes" {
  attrs = { sql_connectivity_update_password = null }
  expect {
    policy  = "azure_mssql_machine_password"
    verdict = "pass"
  }
}

resource "azurerm_mssql_virtual_machine" "mssql_machine_password_fails" {
  attrs = { sql_connectivity_update_password = "not-so-secret" }
  expect {
    policy  = "azure_mssql_machine_password"
    verdict = "fail"
  }
}

resource "azurerm_mssql_virtual_machine" "mssql_machine_password_undecided" {
  attrs = { sql_connectivity_update_password = unknown("string") }
  expect {
    policy  = "azure_mssql_machine_password"
    verdict = "undecided"
  }
}
