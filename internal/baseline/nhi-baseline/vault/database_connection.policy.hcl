# Refuses connections of Vault to databases that any role may use, or whose
# password stands in the configuration.
#
# Why: whoever may write a role then makes users of that database; and the
# password by which all users are made is in the state.
#
# Mend: name allowed_roles; let Vault rotate the password after the connection
# is made, or use password_wo or the identity of the platform.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "vault_database_secret_backend_connection" "vault_database_connection" {
  locals {
    kinds   = ["postgresql", "mysql", "mysql_rds", "mysql_aurora", "mysql_legacy", "mssql", "oracle", "mongodb", "redshift", "snowflake", "elasticsearch", "cassandra", "couchbase", "hana", "influxdb", "redis", "redis_elasticache"]
    written = [for k in local.kinds : k if core::try(attrs[k][0].password, null) != null]
  }

  enforce {
    condition     = !core::try(core::contains(attrs.allowed_roles, "*"), false)
    error_message = "Every role may use the connection ${attrs.name}. Name allowed_roles."
  }

  enforce {
    condition     = core::length(local.written) == 0
    error_message = "The password of the connection ${attrs.name} stands in the state. Rotate it after the connection is made, or use password_wo."
  }
}
