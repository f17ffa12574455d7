# Refuses database servers that know no identities of Entra ID or take
# passwords beside them, talk without TLS 1.2, or let every address in.
#
# Why: a database password is shared among all who connect, and names nobody
# in the log.
#
# Mend: add an administrator of Entra ID, let nobody in by password, and
# connect by managed identities.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_mssql_server" "azure_mssql_directory" {
  enforce {
    condition     = core::length(core::try(attrs.azuread_administrator, null) == null ? [] : attrs.azuread_administrator) > 0
    error_message = "The server ${attrs.name} knows no identities of Entra ID. Add azuread_administrator."
  }
}

resource_policy "azurerm_mssql_server" "azure_mssql_directory_only" {
  filter = core::length(core::try(attrs.azuread_administrator, null) == null ? [] : attrs.azuread_administrator) > 0

  enforce {
    condition     = core::try(attrs.azuread_administrator[0].azuread_authentication_only, null) == true
    error_message = "The server ${attrs.name} takes passwords beside identities. Set azuread_authentication_only."
  }
}

resource_policy "azurerm_sql_server" "azure_sql_directory" {
  enforce {
    condition     = core::length(core::getresources("azurerm_sql_active_directory_administrator", { server_name = attrs.name })) > 0
    error_message = "The server ${attrs.name} knows no identities of Entra ID. Add azurerm_sql_active_directory_administrator, or move to azurerm_mssql_server with azuread_administrator."
  }
}

resource_policy "azurerm_mssql_server" "azure_mssql_tls" {
  enforce {
    condition     = !core::contains(["1.0", "1.1", "Disabled"], core::try(attrs.minimum_tls_version, null))
    error_message = "The server ${attrs.name} talks TLS ${attrs.minimum_tls_version}. Set minimum_tls_version to 1.2."
  }
}

resource_policy "azurerm_mssql_managed_instance" "azure_mssql_instance_tls" {
  enforce {
    condition     = !core::contains(["1.0", "1.1"], core::try(attrs.minimum_tls_version, null))
    error_message = "The instance ${attrs.name} talks TLS ${attrs.minimum_tls_version}. Set minimum_tls_version to 1.2."
  }
}

resource_policy "azurerm_postgresql_server" "azure_postgresql_tls" {
  enforce {
    condition     = core::try(attrs.ssl_enforcement_enabled, null) != false
    error_message = "The server ${attrs.name} takes passwords in clear text. Set ssl_enforcement_enabled."
  }

  enforce {
    condition     = !core::contains(["TLS1_0", "TLS1_1", "TLSEnforcementDisabled"], core::try(attrs.ssl_minimal_tls_version_enforced, null))
    error_message = "The server ${attrs.name} talks ${core::try(attrs.ssl_minimal_tls_version_enforced, "old TLS")}. Set ssl_minimal_tls_version_enforced to TLS1_2."
  }
}

resource_policy "azurerm_mysql_server" "azure_mysql_tls" {
  enforce {
    condition     = core::try(attrs.ssl_enforcement_enabled, null) != false
    error_message = "The server ${attrs.name} takes passwords in clear text. Set ssl_enforcement_enabled."
  }

  enforce {
    condition     = !core::contains(["TLS1_0", "TLS1_1", "TLSEnforcementDisabled"], core::try(attrs.ssl_minimal_tls_version_enforced, null))
    error_message = "The server ${attrs.name} talks ${core::try(attrs.ssl_minimal_tls_version_enforced, "old TLS")}. Set ssl_minimal_tls_version_enforced to TLS1_2."
  }
}

resource_policy "azurerm_mariadb_server" "azure_mariadb_tls" {
  enforce {
    condition     = core::try(attrs.ssl_enforcement_enabled, null) != false
    error_message = "The server ${attrs.name} takes passwords in clear text. Set ssl_enforcement_enabled."
  }

  enforce {
    condition     = !core::contains(["TLS1_0", "TLS1_1", "TLSEnforcementDisabled"], core::try(attrs.ssl_minimal_tls_version_enforced, null))
    error_message = "The server ${attrs.name} talks ${core::try(attrs.ssl_minimal_tls_version_enforced, "old TLS")}. Set ssl_minimal_tls_version_enforced to TLS1_2."
  }
}

resource_policy "azurerm_postgresql_flexible_server" "azure_postgresql_flexible_directory" {
  enforce {
    condition     = core::try(attrs.authentication[0].active_directory_auth_enabled, null) == true
    error_message = "The server ${attrs.name} knows no identities of Entra ID. Set active_directory_auth_enabled in authentication, and password_auth_enabled to false."
  }
}

resource_policy "azurerm_synapse_workspace" "azure_synapse_directory_only" {
  enforce {
    condition     = core::try(attrs.azuread_authentication_only, null) == true
    error_message = "The workspace ${attrs.name} takes passwords beside identities. Set azuread_authentication_only."
  }
}

resource_policy "azurerm_*configuration" "azure_database_parameter" {
  filter = core::contains(["azurerm_postgresql_configuration", "azurerm_postgresql_flexible_server_configuration", "azurerm_mysql_flexible_server_configuration"], meta.type) && core::contains(["require_secure_transport", "log_connections", "log_disconnections", "audit_log_enabled", "connection_throttling", "connection_throttle.enable"], attrs.name)

  enforce {
    condition     = !core::contains(["off", "0", "disabled"], core::lower(attrs.value))
    error_message = "The parameter ${attrs.name} is ${attrs.value}: ${core::startswith(attrs.name, "require") ? "passwords travel in clear text" : "nobody sees who connects"}. Set it to on."
  }
}

resource_policy "azurerm_redis_cache" "azure_redis_plain" {
  enforce {
    condition     = core::try(attrs.non_ssl_port_enabled, null) != true && core::try(attrs.enable_non_ssl_port, null) != true
    error_message = "The cache ${attrs.name} takes keys in clear text. Leave non_ssl_port_enabled false."
  }

  enforce {
    condition     = !core::contains(["1.0", "1.1"], core::try(attrs.minimum_tls_version, null))
    error_message = "The cache ${attrs.name} talks TLS ${core::try(attrs.minimum_tls_version, "")}. Set minimum_tls_version to 1.2."
  }

  enforce {
    condition     = core::try(attrs.redis_configuration[0].authentication_enabled, null) != false && core::try(attrs.redis_configuration[0].enable_authentication, null) != false
    error_message = "Whoever reaches the cache ${attrs.name} uses it. Leave authentication_enabled true."
  }
}

resource_policy "azurerm_redis_enterprise_database" "azure_redis_enterprise_plain" {
  enforce {
    condition     = !core::contains(["Plaintext", "PLAINTEXT"], core::try(attrs.client_protocol, null))
    error_message = "The database takes keys in clear text. Leave client_protocol Encrypted."
  }
}

resource_policy "azurerm_mssql_firewall_rule" "azure_mssql_firewall" {
  enforce {
    condition     = !(core::contains(["0.0.0.0", "0.0.0.1", "1.0.0.0"], attrs.start_ip_address) && (core::startswith(attrs.end_ip_address, "255.") || attrs.end_ip_address == "0.0.0.0"))
    error_message = "The rule ${attrs.name} lets ${attrs.end_ip_address == "0.0.0.0" ? "whatever runs in Azure, of any tenant," : "every address"} in. Name the addresses, or use a private endpoint."
  }
}

resource_policy "azurerm_sql_firewall_rule" "azure_sql_firewall" {
  enforce {
    condition     = !(core::contains(["0.0.0.0", "0.0.0.1", "1.0.0.0"], attrs.start_ip_address) && (core::startswith(attrs.end_ip_address, "255.") || attrs.end_ip_address == "0.0.0.0"))
    error_message = "The rule ${attrs.name} lets ${attrs.end_ip_address == "0.0.0.0" ? "whatever runs in Azure, of any tenant," : "every address"} in. Name the addresses, or use a private endpoint."
  }
}

resource_policy "azurerm_postgresql_firewall_rule" "azure_postgresql_firewall" {
  enforce {
    condition     = !(core::contains(["0.0.0.0", "0.0.0.1", "1.0.0.0"], attrs.start_ip_address) && (core::startswith(attrs.end_ip_address, "255.") || attrs.end_ip_address == "0.0.0.0"))
    error_message = "The rule ${attrs.name} lets ${attrs.end_ip_address == "0.0.0.0" ? "whatever runs in Azure, of any tenant," : "every address"} in. Name the addresses, or use a private endpoint."
  }
}

resource_policy "azurerm_postgresql_flexible_server_firewall_rule" "azure_postgresql_flexible_firewall" {
  enforce {
    condition     = !(core::contains(["0.0.0.0", "0.0.0.1", "1.0.0.0"], attrs.start_ip_address) && (core::startswith(attrs.end_ip_address, "255.") || attrs.end_ip_address == "0.0.0.0"))
    error_message = "The rule ${attrs.name} lets ${attrs.end_ip_address == "0.0.0.0" ? "whatever runs in Azure, of any tenant," : "every address"} in. Name the addresses, or use a private endpoint."
  }
}

resource_policy "azurerm_mysql_flexible_server_firewall_rule" "azure_mysql_flexible_firewall" {
  enforce {
    condition     = !(core::contains(["0.0.0.0", "0.0.0.1", "1.0.0.0"], attrs.start_ip_address) && (core::startswith(attrs.end_ip_address, "255.") || attrs.end_ip_address == "0.0.0.0"))
    error_message = "The rule ${attrs.name} lets ${attrs.end_ip_address == "0.0.0.0" ? "whatever runs in Azure, of any tenant," : "every address"} in. Name the addresses, or use a private endpoint."
  }
}

resource_policy "azurerm_mysql_firewall_rule" "azure_mysql_firewall" {
  enforce {
    condition     = !(core::contains(["0.0.0.0", "0.0.0.1", "1.0.0.0"], attrs.start_ip_address) && (core::startswith(attrs.end_ip_address, "255.") || attrs.end_ip_address == "0.0.0.0"))
    error_message = "The rule ${attrs.name} lets ${attrs.end_ip_address == "0.0.0.0" ? "whatever runs in Azure, of any tenant," : "every address"} in. Name the addresses, or use a private endpoint."
  }
}

resource_policy "azurerm_mariadb_firewall_rule" "azure_mariadb_firewall" {
  enforce {
    condition     = !(core::contains(["0.0.0.0", "0.0.0.1", "1.0.0.0"], attrs.start_ip_address) && (core::startswith(attrs.end_ip_address, "255.") || attrs.end_ip_address == "0.0.0.0"))
    error_message = "The rule ${attrs.name} lets ${attrs.end_ip_address == "0.0.0.0" ? "whatever runs in Azure, of any tenant," : "every address"} in. Name the addresses, or use a private endpoint."
  }
}

resource_policy "azurerm_synapse_firewall_rule" "azure_synapse_firewall" {
  enforce {
    condition     = !(core::contains(["0.0.0.0", "0.0.0.1", "1.0.0.0"], attrs.start_ip_address) && (core::startswith(attrs.end_ip_address, "255.") || attrs.end_ip_address == "0.0.0.0"))
    error_message = "The rule ${attrs.name} lets ${attrs.end_ip_address == "0.0.0.0" ? "whatever runs in Azure, of any tenant," : "every address"} in. Name the addresses, or use a private endpoint."
  }
}
