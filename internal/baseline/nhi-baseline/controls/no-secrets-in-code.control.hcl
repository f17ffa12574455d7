control "no-secrets-in-code" {
  objective  = "No secret stands in configuration, state, user data or an environment that others read."
  owner      = "security"
  severity   = "critical"
  frameworks = ["owasp-nhi:NHI2:2025", "nist-csf-2.0:PR.AA-01", "nist-sp-800-53:IA-5"]
  action     = "block"

  policies = [
    "aws_acm_imported_key",
    "aws_amplify_environment",
    "aws_amplify_token",
    "aws_batch_environment",
    "aws_cache_user_password",
    "aws_codebuild_environment",
    "aws_codebuild_token",
    "aws_db_password",
    "aws_directory_password",
    "aws_dms_password",
    "aws_docdb_password",
    "aws_docdbelastic_password",
    "aws_ecs_environment",
    "aws_elasticache_token",
    "aws_glue_arguments",
    "aws_glue_connection_password",
    "aws_iam_server_certificate_key",
    "aws_instance_user_data",
    "aws_lambda_environment",
    "aws_launch_user_data",
    "aws_mq_password",
    "aws_rds_password",
    "aws_redshift_password",
    "aws_redshiftserverless_password",
    "aws_secret_value",
    "aws_spot_user_data",
    "aws_ssm_parameter_plain",
    "azure_api_management_value",
    "azure_app_connection_string",
    "azure_app_settings",
    "azure_automation_variable",
    "azure_container_app_environment",
    "azure_container_environment",
    "azure_cosmos_postgresql_password",
    "azure_linux_password_written",
    "azure_linux_scale_set_password_written",
    "azure_mariadb_password",
    "azure_mongo_password",
    "azure_mssql_instance_password",
    "azure_mssql_machine_password",
    "azure_mssql_password",
    "azure_mysql_flexible_password",
    "azure_mysql_password",
    "azure_postgresql_flexible_password",
    "azure_postgresql_password",
    "azure_sql_password",
    "azure_synapse_password",
    "azure_vault_secret_value",
    "github_enterprise_scanning",
    "github_organization_scanning",
    "github_repository_public",
    "github_repository_scanning",
    "github_secret_plaintext",
    "google_alloydb_password",
    "google_alloydb_user_password",
    "google_certificate_manager_key",
    "google_function2_environment",
    "google_function_environment",
    "google_kms_plaintext",
    "google_region_ssl_certificate_key",
    "google_regional_secret_value",
    "google_run_environment",
    "google_run_job_environment",
    "google_run_v2_environment",
    "google_secret_value",
    "google_sql_root_password",
    "google_sql_user_password",
    "google_ssl_certificate_key",
    "kubernetes_config_map_secret",
    "kubernetes_container_environment",
    "kubernetes_secret_value",
    "nhi_credential_is_in_a_vault",
    "nhi_credential_is_in_a_vault_of_its_tenant",
  ]

  exception {
    approvers    = ["nhi-approvers"]
    max_duration = "30d"
    evidence     = ["ticket"]
  }

  escalation {
    after = "1d"
    to    = ["security"]
  }
}
