# Refuses passwords of administrators that are given to databases and machines
# in the configuration.
#
# Why: whatever is given to such an argument stands in the plan and in the
# state, for all who read them, and often in the repository.
#
# Mend: let the server take identities of Entra ID alone, or use the
# write-only argument.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_mssql_server" "azure_mssql_password" {
  enforce {
    condition     = core::try(attrs.administrator_login_password, null) == null
    error_message = "The password stands in administrator_login_password, and so in the state. Use administrator_login_password_wo, or identities of Entra ID alone."
  }
}

resource_policy "azurerm_sql_server" "azure_sql_password" {
  enforce {
    condition     = core::try(attrs.administrator_login_password, null) == null
    error_message = "The password stands in administrator_login_password, and so in the state. Use identities of Entra ID, and rotate the password after the server is made."
  }
}

resource_policy "azurerm_mssql_managed_instance" "azure_mssql_instance_password" {
  enforce {
    condition     = core::try(attrs.administrator_login_password, null) == null
    error_message = "The password stands in administrator_login_password, and so in the state. Use identities of Entra ID, and rotate the password after the server is made."
  }
}

resource_policy "azurerm_postgresql_server" "azure_postgresql_password" {
  enforce {
    condition     = core::try(attrs.administrator_login_password, null) == null
    error_message = "The password stands in administrator_login_password, and so in the state. Use administrator_login_password_wo, or identities of Entra ID alone."
  }
}

resource_policy "azurerm_mysql_server" "azure_mysql_password" {
  enforce {
    condition     = core::try(attrs.administrator_login_password, null) == null
    error_message = "The password stands in administrator_login_password, and so in the state. Use identities of Entra ID, and rotate the password after the server is made."
  }
}

resource_policy "azurerm_mariadb_server" "azure_mariadb_password" {
  enforce {
    condition     = core::try(attrs.administrator_login_password, null) == null
    error_message = "The password stands in administrator_login_password, and so in the state. Use identities of Entra ID, and rotate the password after the server is made."
  }
}

resource_policy "azurerm_postgresql_flexible_server" "azure_postgresql_flexible_password" {
  enforce {
    condition     = core::try(attrs.administrator_password, null) == null
    error_message = "The password stands in administrator_password, and so in the state. Use administrator_password_wo, or identities of Entra ID alone."
  }
}

resource_policy "azurerm_mysql_flexible_server" "azure_mysql_flexible_password" {
  enforce {
    condition     = core::try(attrs.administrator_password, null) == null
    error_message = "The password stands in administrator_password, and so in the state. Use administrator_password_wo, or identities of Entra ID alone."
  }
}

resource_policy "azurerm_synapse_workspace" "azure_synapse_password" {
  enforce {
    condition     = core::try(attrs.sql_administrator_login_password, null) == null
    error_message = "The password stands in sql_administrator_login_password, and so in the state. Use identities of Entra ID, and rotate the password after the server is made."
  }
}

resource_policy "azurerm_cosmosdb_postgresql_cluster" "azure_cosmos_postgresql_password" {
  enforce {
    condition     = core::try(attrs.administrator_login_password, null) == null
    error_message = "The password stands in administrator_login_password, and so in the state. Use identities of Entra ID, and rotate the password after the server is made."
  }
}

resource_policy "azurerm_mongo_cluster" "azure_mongo_password" {
  enforce {
    condition     = core::try(attrs.administrator_password, null) == null
    error_message = "The password stands in administrator_password, and so in the state. Use identities of Entra ID, and rotate the password after the server is made."
  }
}

resource_policy "azurerm_mssql_virtual_machine" "azure_mssql_machine_password" {
  enforce {
    condition     = core::try(attrs.sql_connectivity_update_password, null) == null
    error_message = "The password stands in sql_connectivity_update_password, and so in the state. Use identities of Entra ID, and rotate the password after the server is made."
  }
}
