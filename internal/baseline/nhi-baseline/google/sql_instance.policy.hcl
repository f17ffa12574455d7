# Refuses database instances that are told to know no identities of IAM, talk without TLS,
# or answer the internet; and passwords that are given to them in the
# configuration.
#
# Why: a database password is shared among all who connect, and names nobody
# in the log.
#
# Mend: set cloudsql.iam_authentication, ssl_mode ENCRYPTED_ONLY or
# TRUSTED_CLIENT_CERTIFICATE_REQUIRED, no public address, and users of type
# CLOUD_IAM_SERVICE_ACCOUNT.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Flags by which a database takes identities, or gives privileges, that nobody granted.
  bad_flags = ["contained database authentication=on", "cross db ownership chaining=on", "external scripts enabled=on", "remote access=on", "local_infile=on", "skip_show_database=off", "skip_grant_tables=on", "log_connections=off", "log_disconnections=off"]
}

resource_policy "google_sql_database_instance" "google_sql_iam" {
  filter = core::regex_match(core::try("${attrs.database_version}", ""), "^(POSTGRES|MYSQL)")

  locals {
    flags = core::try(attrs.settings[0].database_flags, null) == null ? [] : core::tolist(attrs.settings[0].database_flags)
  }

  enforce {
    condition     = core::length([for f in local.flags : f if core::contains(["cloudsql.iam_authentication", "cloudsql_iam_authentication"], f.name) && core::lower(f.value) == "off"]) == 0
    error_message = "The instance ${core::try("${attrs.name}", "without a name")} is told to know no identities of IAM. Set the flag ${core::startswith(core::try("${attrs.database_version}", ""), "MYSQL") ? "cloudsql_iam_authentication" : "cloudsql.iam_authentication"} to on."
  }
}

resource_policy "google_sql_database_instance" "google_sql_tls" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.settings[0].ip_configuration[0].ssl_mode, null) != "ALLOW_UNENCRYPTED_AND_ENCRYPTED" && (core::try(attrs.settings[0].ip_configuration[0].ssl_mode, null) != null || core::try(attrs.settings[0].ip_configuration[0].require_ssl, null) != false)
    error_message = "The instance ${core::try("${attrs.name}", "without a name")} takes passwords in clear text. Set ssl_mode to ENCRYPTED_ONLY, or TRUSTED_CLIENT_CERTIFICATE_REQUIRED."
  }
}

resource_policy "google_sql_database_instance" "google_sql_public" {
  enforcement_level = "advisory"

  locals {
    networks = core::try(attrs.settings[0].ip_configuration[0].authorized_networks, null) == null ? [] : core::tolist(attrs.settings[0].ip_configuration[0].authorized_networks)
  }

  enforce {
    condition     = core::try(attrs.settings[0].ip_configuration[0].ipv4_enabled, null) != true
    error_message = "The instance ${core::try("${attrs.name}", "without a name")} has a public address. Set ipv4_enabled to false, and private_network."
  }

  enforce {
    condition     = core::length([for n in local.networks : n if core::contains(["0.0.0.0/0", "::/0"], n.value)]) == 0
    error_message = "The instance ${core::try("${attrs.name}", "without a name")} answers the internet. Name the networks, or set ipv4_enabled to false."
  }
}

resource_policy "google_sql_database_instance" "google_sql_flags" {
  locals {
    found = [for f in core::try(attrs.settings[0].database_flags, null) == null ? [] : core::tolist(attrs.settings[0].database_flags) : "${f.name} = ${f.value}" if core::contains(local.bad_flags, "${core::lower(f.name)}=${core::lower(f.value)}")]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The instance ${core::try("${attrs.name}", "without a name")} has ${core::join(", ", local.found)}. Set the opposite."
  }
}

resource_policy "google_sql_database_instance" "google_sql_root_password" {
  enforce {
    condition     = core::try(attrs.root_password, null) == null
    error_message = "The password stands in root_password, and so in the state. Leave it out, and set it after the instance is made."
  }
}

resource_policy "google_sql_user" "google_sql_user_password" {
  enforce {
    condition     = core::try(attrs.password, null) == null
    error_message = "The password of ${attrs.name} stands in the configuration, and so in the state. Use password_wo, or a user of type CLOUD_IAM_SERVICE_ACCOUNT."
  }
}

resource_policy "google_sql_user" "google_sql_user_host" {
  enforce {
    condition     = core::try(attrs.host, null) != "%"
    error_message = "The user ${attrs.name} connects from every host. Name the host."
  }
}

resource_policy "google_alloydb_instance" "google_alloydb_tls" {
  enforce {
    condition     = core::try(attrs.client_connection_config[0].ssl_config[0].ssl_mode, null) != "ALLOW_UNENCRYPTED_AND_ENCRYPTED"
    error_message = "The instance ${attrs.instance_id} takes passwords in clear text. Set ssl_mode to ENCRYPTED_ONLY."
  }
}

resource_policy "google_alloydb_cluster" "google_alloydb_password" {
  enforce {
    condition     = core::try(attrs.initial_user[0].password, null) == null
    error_message = "The password stands in initial_user, and so in the state. Use users of type ALLOYDB_IAM_USER, and rotate it after the cluster is made."
  }
}

resource_policy "google_alloydb_user" "google_alloydb_user_password" {
  enforce {
    condition     = core::try(attrs.password, null) == null
    error_message = "The password of ${attrs.user_id} stands in the configuration, and so in the state. Use a user of type ALLOYDB_IAM_USER."
  }
}

resource_policy "google_redis_instance" "google_redis_auth" {
  enforce {
    condition     = core::try(attrs.auth_enabled, null) == true
    error_message = "Whoever reaches the cache ${attrs.name} uses it. Set auth_enabled."
  }
}

resource_policy "google_redis_instance" "google_redis_tls" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.transit_encryption_mode, null) != "DISABLED"
    error_message = "The cache ${attrs.name} takes its password in clear text. Set transit_encryption_mode to SERVER_AUTHENTICATION."
  }
}

resource_policy "google_redis_cluster" "google_redis_cluster_auth" {
  enforce {
    condition     = core::try(attrs.authorization_mode, null) == "AUTH_MODE_IAM_AUTH"
    error_message = "Whoever reaches the cluster ${core::try("${attrs.name}", "without a name")} uses it. Set authorization_mode to AUTH_MODE_IAM_AUTH."
  }
}

resource_policy "google_memorystore_instance" "google_memorystore_auth" {
  enforce {
    condition     = core::try(attrs.authorization_mode, null) == "IAM_AUTH"
    error_message = "Whoever reaches the instance ${attrs.instance_id} uses it. Set authorization_mode to IAM_AUTH."
  }
}
