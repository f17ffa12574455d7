policytest {
  targets = ["sql_instance.policy.hcl"]
}

resource "google_sql_database_instance" "sql_iam_passes" {
  attrs = { name = "a", database_version = "POSTGRES_16", settings = [{ ip_configuration = [{ ssl_mode = "ENCRYPTED_ONLY", ipv4_enabled = false }], database_flags = [{ name = "cloudsql.iam_authentication", value = "on" }] }], root_password = null }
  expect {
    policy  = "google_sql_iam"
    verdict = "pass"
  }
}

resource "google_sql_database_instance" "sql_iam_left_out" {
  attrs = { name = "a", database_version = "POSTGRES_16", settings = [{ database_flags = [] }] }
  expect {
    policy  = "google_sql_iam"
    verdict = "pass"
  }
}

resource "google_sql_database_instance" "sql_iam_fails_2" {
  attrs = { name = "a", database_version = "MYSQL_8_0", settings = [{ database_flags = [{ name = "cloudsql_iam_authentication", value = "off" }] }] }
  expect {
    policy  = "google_sql_iam"
    verdict = "fail"
  }
}

resource "google_sql_database_instance" "sql_iam_undecided" {
  attrs = { name = "a", database_version = "POSTGRES_16", settings = [{ database_flags = [{ name = "cloudsql.iam_authentication", value = unknown("string") }] }] }
  expect {
    policy  = "google_sql_iam"
    verdict = "undecided"
  }
}

resource "google_sql_database_instance" "sql_iam_leaves_out" {
  attrs = { database_version = "SQLSERVER_2019_STANDARD", settings = [{ ip_configuration = [{ ssl_mode = "ENCRYPTED_ONLY", ipv4_enabled = false }] }], root_password = null }
}

resource "google_sql_database_instance" "sql_tls_passes" {
  attrs = { name = "a", settings = [{ ip_configuration = [{ ssl_mode = "ENCRYPTED_ONLY", ipv4_enabled = false }] }], database_version = "SQLSERVER_2019_STANDARD", root_password = null }
  expect {
    policy  = "google_sql_tls"
    verdict = "pass"
  }
}

resource "google_sql_database_instance" "sql_tls_passes_2" {
  attrs = { name = "a", settings = [{ ip_configuration = [{ require_ssl = true, ipv4_enabled = false }] }], database_version = "SQLSERVER_2019_STANDARD", root_password = null }
  expect {
    policy  = "google_sql_tls"
    verdict = "pass"
  }
}

resource "google_sql_database_instance" "sql_tls_left_out" {
  attrs = { name = "a", settings = [{ ip_configuration = [] }], database_version = "SQLSERVER_2019_STANDARD" }
  expect {
    policy  = "google_sql_tls"
    verdict = "pass"
  }
}

resource "google_sql_database_instance" "sql_tls_fails_2" {
  attrs = { name = "a", settings = [{ ip_configuration = [{ ssl_mode = "ALLOW_UNENCRYPTED_AND_ENCRYPTED", require_ssl = false }] }], database_version = "SQLSERVER_2019_STANDARD" }
  expect {
    policy  = "google_sql_tls"
    verdict = "fail"
  }
}

resource "google_sql_database_instance" "sql_tls_undecided" {
  attrs = { name = "a", settings = [{ ip_configuration = [{ ssl_mode = unknown("string") }] }], database_version = "SQLSERVER_2019_STANDARD" }
  expect {
    policy  = "google_sql_tls"
    verdict = "undecided"
  }
}

resource "google_sql_database_instance" "sql_public_passes" {
  attrs = { name = "a", settings = [{ ip_configuration = [{ ssl_mode = "ENCRYPTED_ONLY", ipv4_enabled = false }] }], database_version = "SQLSERVER_2019_STANDARD", root_password = null }
  expect {
    policy  = "google_sql_public"
    verdict = "pass"
  }
}

resource "google_sql_database_instance" "sql_public_left_out" {
  attrs = { name = "a", settings = [{ ip_configuration = [] }], database_version = "SQLSERVER_2019_STANDARD" }
  expect {
    policy  = "google_sql_public"
    verdict = "pass"
  }
}

resource "google_sql_database_instance" "sql_public_fails_2" {
  attrs = { name = "a", settings = [{ ip_configuration = [{ ipv4_enabled = true, authorized_networks = [{ value = "0.0.0.0/0" }] }] }], database_version = "SQLSERVER_2019_STANDARD" }
  expect {
    policy  = "google_sql_public"
    verdict = "fail"
  }
}

resource "google_sql_database_instance" "sql_public_undecided" {
  attrs = { name = "a", settings = [{ ip_configuration = [{ ipv4_enabled = unknown("bool") }] }], database_version = "SQLSERVER_2019_STANDARD" }
  expect {
    policy  = "google_sql_public"
    verdict = "undecided"
  }
}

resource "google_sql_database_instance" "sql_flags_passes" {
  attrs = { name = "a", database_version = "SQLSERVER_2019_STANDARD", settings = [{ ip_configuration = [{ ssl_mode = "ENCRYPTED_ONLY", ipv4_enabled = false }], database_flags = [{ name = "contained database authentication", value = "off" }] }], root_password = null }
  expect {
    policy  = "google_sql_flags"
    verdict = "pass"
  }
}

resource "google_sql_database_instance" "sql_flags_fails" {
  attrs = { name = "a", database_version = "SQLSERVER_2019_STANDARD", settings = [{ database_flags = [{ name = "contained database authentication", value = "on" }] }] }
  expect {
    policy  = "google_sql_flags"
    verdict = "fail"
  }
}

resource "google_sql_database_instance" "sql_flags_undecided" {
  attrs = { name = "a", database_version = "SQLSERVER_2019_STANDARD", settings = [{ database_flags = [{ name = "contained database authentication", value = unknown("string") }] }] }
  expect {
    policy  = "google_sql_flags"
    verdict = "undecided"
  }
}

resource "google_sql_database_instance" "sql_root_password_passes" {
  attrs = { root_password = null, database_version = "SQLSERVER_2019_STANDARD", settings = [{ ip_configuration = [{ ssl_mode = "ENCRYPTED_ONLY", ipv4_enabled = false }], database_flags = [{ name = "cloudsql.iam_authentication", value = "on" }] }] }
  expect {
    policy  = "google_sql_root_password"
    verdict = "pass"
  }
}

resource "google_sql_database_instance" "sql_root_password_fails" {
  attrs = { root_password = "not-so-secret", database_version = "SQLSERVER_2019_STANDARD" }
  expect {
    policy  = "google_sql_root_password"
    verdict = "fail"
  }
}

resource "google_sql_database_instance" "sql_root_password_undecided" {
  attrs = { root_password = unknown("string"), database_version = "SQLSERVER_2019_STANDARD" }
  expect {
    policy  = "google_sql_root_password"
    verdict = "undecided"
  }
}

resource "google_sql_user" "sql_user_password_passes" {
  attrs = { name = "a", password = null, host = "192.0.2.1" }
  expect {
    policy  = "google_sql_user_password"
    verdict = "pass"
  }
}

resource "google_sql_user" "sql_user_password_fails" {
  attrs = { name = "a", password = "not-so-secret" }
  expect {
    policy  = "google_sql_user_password"
    verdict = "fail"
  }
}

resource "google_sql_user" "sql_user_password_undecided" {
  attrs = { name = "a", password = unknown("string") }
  expect {
    policy  = "google_sql_user_password"
    verdict = "undecided"
  }
}

resource "google_sql_user" "sql_user_host_passes" {
  attrs = { name = "a", host = "192.0.2.1", password = null }
  expect {
    policy  = "google_sql_user_host"
    verdict = "pass"
  }
}

resource "google_sql_user" "sql_user_host_fails" {
  attrs = { name = "a", host = "%" }
  expect {
    policy  = "google_sql_user_host"
    verdict = "fail"
  }
}

resource "google_sql_user" "sql_user_host_undecided" {
  attrs = { name = "a", host = unknown("string") }
  expect {
    policy  = "google_sql_user_host"
    verdict = "undecided"
  }
}

resource "google_alloydb_instance" "alloydb_tls_passes" {
  attrs = { instance_id = "a", client_connection_config = [] }
  expect {
    policy  = "google_alloydb_tls"
    verdict = "pass"
  }
}

resource "google_alloydb_instance" "alloydb_tls_fails" {
  attrs = { instance_id = "a", client_connection_config = [{ ssl_config = [{ ssl_mode = "ALLOW_UNENCRYPTED_AND_ENCRYPTED" }] }] }
  expect {
    policy  = "google_alloydb_tls"
    verdict = "fail"
  }
}

resource "google_alloydb_instance" "alloydb_tls_undecided" {
  attrs = { instance_id = "a", client_connection_config = [{ ssl_config = [{ ssl_mode = unknown("string") }] }] }
  expect {
    policy  = "google_alloydb_tls"
    verdict = "undecided"
  }
}

resource "google_alloydb_cluster" "alloydb_password_passes" {
  attrs = { initial_user = [{ password = null }] }
  expect {
    policy  = "google_alloydb_password"
    verdict = "pass"
  }
}

resource "google_alloydb_cluster" "alloydb_password_fails" {
  attrs = { initial_user = [{ password = "not-so-secret" }] }
  expect {
    policy  = "google_alloydb_password"
    verdict = "fail"
  }
}

resource "google_alloydb_cluster" "alloydb_password_undecided" {
  attrs = { initial_user = [{ password = unknown("string") }] }
  expect {
    policy  = "google_alloydb_password"
    verdict = "undecided"
  }
}

resource "google_alloydb_user" "alloydb_user_password_passes" {
  attrs = { user_id = "a", password = null }
  expect {
    policy  = "google_alloydb_user_password"
    verdict = "pass"
  }
}

resource "google_alloydb_user" "alloydb_user_password_fails" {
  attrs = { user_id = "a", password = "not-so-secret" }
  expect {
    policy  = "google_alloydb_user_password"
    verdict = "fail"
  }
}

resource "google_alloydb_user" "alloydb_user_password_undecided" {
  attrs = { user_id = "a", password = unknown("string") }
  expect {
    policy  = "google_alloydb_user_password"
    verdict = "undecided"
  }
}

resource "google_redis_instance" "redis_auth_passes" {
  attrs = { name = "a", auth_enabled = true, transit_encryption_mode = "SERVER_AUTHENTICATION" }
  expect {
    policy  = "google_redis_auth"
    verdict = "pass"
  }
}

resource "google_redis_instance" "redis_auth_fails" {
  attrs = { name = "a", auth_enabled = false }
  expect {
    policy  = "google_redis_auth"
    verdict = "fail"
  }
}

resource "google_redis_instance" "redis_auth_fails_2" {
  attrs = { name = "a", auth_enabled = null }
  expect {
    policy  = "google_redis_auth"
    verdict = "fail"
  }
}

resource "google_redis_instance" "redis_auth_undecided" {
  attrs = { name = "a", auth_enabled = unknown("bool") }
  expect {
    policy  = "google_redis_auth"
    verdict = "undecided"
  }
}

resource "google_redis_instance" "redis_tls_passes" {
  attrs = { name = "a", transit_encryption_mode = "SERVER_AUTHENTICATION", auth_enabled = true }
  expect {
    policy  = "google_redis_tls"
    verdict = "pass"
  }
}

resource "google_redis_instance" "redis_tls_fails_2" {
  attrs = { name = "a", transit_encryption_mode = "DISABLED" }
  expect {
    policy  = "google_redis_tls"
    verdict = "fail"
  }
}

resource "google_redis_instance" "redis_tls_undecided" {
  attrs = { name = "a", transit_encryption_mode = unknown("string") }
  expect {
    policy  = "google_redis_tls"
    verdict = "undecided"
  }
}

resource "google_redis_cluster" "redis_cluster_auth_passes" {
  attrs = { name = "a", authorization_mode = "AUTH_MODE_IAM_AUTH" }
  expect {
    policy  = "google_redis_cluster_auth"
    verdict = "pass"
  }
}

resource "google_redis_cluster" "redis_cluster_auth_fails" {
  attrs = { name = "a", authorization_mode = null }
  expect {
    policy  = "google_redis_cluster_auth"
    verdict = "fail"
  }
}

resource "google_redis_cluster" "redis_cluster_auth_undecided" {
  attrs = { name = "a", authorization_mode = unknown("string") }
  expect {
    policy  = "google_redis_cluster_auth"
    verdict = "undecided"
  }
}

resource "google_memorystore_instance" "memorystore_auth_passes" {
  attrs = { instance_id = "a", authorization_mode = "IAM_AUTH" }
  expect {
    policy  = "google_memorystore_auth"
    verdict = "pass"
  }
}

resource "google_memorystore_instance" "memorystore_auth_fails" {
  attrs = { instance_id = "a", authorization_mode = null }
  expect {
    policy  = "google_memorystore_auth"
    verdict = "fail"
  }
}

resource "google_memorystore_instance" "memorystore_auth_undecided" {
  attrs = { instance_id = "a", authorization_mode = unknown("string") }
  expect {
    policy  = "google_memorystore_auth"
    verdict = "undecided"
  }
}
