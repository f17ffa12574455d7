policytest {
  targets = ["password_in_configuration.policy.hcl"]
}

resource "aws_db_instance" "elsewhere" {
  attrs = { password = null }
  meta  = { type = "aws_db_instance" }
  expect {
    policy  = "aws_db_password"
    verdict = "pass"
  }
}

resource "aws_db_instance" "written_down" {
  attrs = { password = "not-so-secret" }
  meta  = { type = "aws_db_instance" }
  expect {
    policy  = "aws_db_password"
    verdict = "fail"
  }
}

resource "aws_rds_cluster" "elsewhere" {
  attrs = { master_password = null }
  meta  = { type = "aws_rds_cluster" }
  expect {
    policy  = "aws_rds_password"
    verdict = "pass"
  }
}

resource "aws_rds_cluster" "written_down" {
  attrs = { master_password = "not-so-secret" }
  meta  = { type = "aws_rds_cluster" }
  expect {
    policy  = "aws_rds_password"
    verdict = "fail"
  }
}

resource "aws_docdb_cluster" "elsewhere" {
  attrs = { master_password = null }
  meta  = { type = "aws_docdb_cluster" }
  expect {
    policy  = "aws_docdb_password"
    verdict = "pass"
  }
}

resource "aws_docdb_cluster" "written_down" {
  attrs = { master_password = "not-so-secret" }
  meta  = { type = "aws_docdb_cluster" }
  expect {
    policy  = "aws_docdb_password"
    verdict = "fail"
  }
}

resource "aws_docdbelastic_cluster" "elsewhere" {
  attrs = { admin_user_password = null }
  meta  = { type = "aws_docdbelastic_cluster" }
  expect {
    policy  = "aws_docdbelastic_password"
    verdict = "pass"
  }
}

resource "aws_docdbelastic_cluster" "written_down" {
  attrs = { admin_user_password = "not-so-secret" }
  meta  = { type = "aws_docdbelastic_cluster" }
  expect {
    policy  = "aws_docdbelastic_password"
    verdict = "fail"
  }
}

resource "aws_redshift_cluster" "elsewhere" {
  attrs = { master_password = null }
  meta  = { type = "aws_redshift_cluster" }
  expect {
    policy  = "aws_redshift_password"
    verdict = "pass"
  }
}

resource "aws_redshift_cluster" "written_down" {
  attrs = { master_password = "not-so-secret" }
  meta  = { type = "aws_redshift_cluster" }
  expect {
    policy  = "aws_redshift_password"
    verdict = "fail"
  }
}

resource "aws_redshiftserverless_namespace" "elsewhere" {
  attrs = { admin_user_password = null }
  meta  = { type = "aws_redshiftserverless_namespace" }
  expect {
    policy  = "aws_redshiftserverless_password"
    verdict = "pass"
  }
}

resource "aws_redshiftserverless_namespace" "written_down" {
  attrs = { admin_user_password = "not-so-secret" }
  meta  = { type = "aws_redshiftserverless_namespace" }
  expect {
    policy  = "aws_redshiftserverless_password"
    verdict = "fail"
  }
}

resource "aws_dms_endpoint" "elsewhere" {
  attrs = { password = null }
  meta  = { type = "aws_dms_endpoint" }
  expect {
    policy  = "aws_dms_password"
    verdict = "pass"
  }
}

resource "aws_dms_endpoint" "written_down" {
  attrs = { password = "not-so-secret" }
  meta  = { type = "aws_dms_endpoint" }
  expect {
    policy  = "aws_dms_password"
    verdict = "fail"
  }
}

resource "aws_elasticache_replication_group" "elsewhere" {
  attrs = { auth_token = null }
  meta  = { type = "aws_elasticache_replication_group" }
  expect {
    policy  = "aws_elasticache_token"
    verdict = "pass"
  }
}

resource "aws_elasticache_replication_group" "written_down" {
  attrs = { auth_token = "not-so-secret" }
  meta  = { type = "aws_elasticache_replication_group" }
  expect {
    policy  = "aws_elasticache_token"
    verdict = "fail"
  }
}

resource "aws_codebuild_source_credential" "elsewhere" {
  attrs = { token = null }
  meta  = { type = "aws_codebuild_source_credential" }
  expect {
    policy  = "aws_codebuild_token"
    verdict = "pass"
  }
}

resource "aws_codebuild_source_credential" "written_down" {
  attrs = { token = "not-so-secret" }
  meta  = { type = "aws_codebuild_source_credential" }
  expect {
    policy  = "aws_codebuild_token"
    verdict = "fail"
  }
}

resource "aws_amplify_app" "elsewhere" {
  attrs = { access_token = null }
  meta  = { type = "aws_amplify_app" }
  expect {
    policy  = "aws_amplify_token"
    verdict = "pass"
  }
}

resource "aws_amplify_app" "written_down" {
  attrs = { access_token = "not-so-secret" }
  meta  = { type = "aws_amplify_app" }
  expect {
    policy  = "aws_amplify_token"
    verdict = "fail"
  }
}

resource "aws_directory_service_directory" "elsewhere" {
  attrs = { password = null }
  meta  = { type = "aws_directory_service_directory" }
  expect {
    policy  = "aws_directory_password"
    verdict = "pass"
  }
}

resource "aws_directory_service_directory" "written_down" {
  attrs = { password = "not-so-secret" }
  meta  = { type = "aws_directory_service_directory" }
  expect {
    policy  = "aws_directory_password"
    verdict = "fail"
  }
}

resource "aws_iam_server_certificate" "elsewhere" {
  attrs = { private_key = null }
  meta  = { type = "aws_iam_server_certificate" }
  expect {
    policy  = "aws_iam_server_certificate_key"
    verdict = "pass"
  }
}

resource "aws_iam_server_certificate" "written_down" {
  attrs = { private_key = "not-so-secret" }
  meta  = { type = "aws_iam_server_certificate" }
  expect {
    policy  = "aws_iam_server_certificate_key"
    verdict = "fail"
  }
}

resource "aws_acm_certificate" "elsewhere" {
  attrs = { private_key = null }
  meta  = { type = "aws_acm_certificate" }
  expect {
    policy  = "aws_acm_imported_key"
    verdict = "pass"
  }
}

resource "aws_acm_certificate" "written_down" {
  attrs = { private_key = "not-so-secret" }
  meta  = { type = "aws_acm_certificate" }
  expect {
    policy  = "aws_acm_imported_key"
    verdict = "fail"
  }
}

resource "aws_db_instance" "not_known_yet" {
  attrs = { password = unknown("string") }
  meta  = { type = "aws_db_instance" }
  expect {
    policy  = "aws_db_password"
    verdict = "undecided"
  }
}

resource "aws_mq_broker" "of_others" {
  attrs = { user = [] }
  meta  = { type = "aws_mq_broker" }
  expect {
    policy  = "aws_mq_password"
    verdict = "pass"
  }
}

resource "aws_mq_broker" "written_down" {
  attrs = { user = [{ username = "app", password = "not-so-secret" }] }
  meta  = { type = "aws_mq_broker" }
  expect {
    policy  = "aws_mq_password"
    verdict = "fail"
  }
}

resource "aws_elasticache_user" "by_iam" {
  attrs = { passwords = null, authentication_mode = [{ type = "iam", passwords = null }] }
  meta  = { type = "aws_elasticache_user" }
  expect {
    policy  = "aws_cache_user_password"
    verdict = "pass"
  }
}

resource "aws_elasticache_user" "by_password" {
  attrs = { passwords = ["not-so-secret"], authentication_mode = [] }
  meta  = { type = "aws_elasticache_user" }
  expect {
    policy  = "aws_cache_user_password"
    verdict = "fail"
  }
}

resource "aws_memorydb_user" "by_password" {
  attrs = { authentication_mode = [{ type = "password", passwords = ["not-so-secret"] }] }
  meta  = { type = "aws_memorydb_user" }
  expect {
    policy  = "aws_cache_user_password"
    verdict = "fail"
  }
}

resource "aws_iam_user" "a" {
  attrs = { name = "a" }
  meta  = { type = "aws_iam_user" }
}
