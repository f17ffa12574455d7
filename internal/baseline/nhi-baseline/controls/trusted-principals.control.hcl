control "trusted-principals" {
  objective  = "An identity is assumed, and a resource used, only by principals that are named."
  owner      = "security"
  severity   = "critical"
  frameworks = ["owasp-nhi:NHI4:2025", "nist-csf-2.0:PR.AA-05", "nist-sp-800-53:AC-6"]
  action     = "block"

  policies = [
    "aws_ami_owner",
    "aws_ami_public",
    "aws_api_gateway_open",
    "aws_db_snapshot_copy_public",
    "aws_db_snapshot_public",
    "aws_elasticsearch_domain_open",
    "aws_event_bus_open",
    "aws_glacier_vault_lock_open",
    "aws_glacier_vault_open",
    "aws_iam_trust_anyone",
    "aws_kms_key_open",
    "aws_lambda_function_url_open",
    "aws_lambda_layer_open",
    "aws_lambda_permission_open",
    "aws_open_document",
    "aws_opensearch_domain_open",
    "aws_ram_external",
    "aws_resource_policy_open",
    "aws_s3_access_point_open",
    "aws_s3_bucket_acl",
    "aws_s3_bucket_acl_inline",
    "aws_s3_bucket_grants_inline",
    "aws_s3_bucket_open",
    "aws_s3_object_acl",
    "aws_s3_ownership",
    "aws_s3_public_access_block",
    "aws_secret_open",
    "aws_sns_topic_open",
    "aws_sqs_queue_open",
    "aws_ssm_document_public",
    "aws_vpc_endpoint_open",
    "aws_vpc_endpoint_service_open",
    "aws_vpc_endpoint_service_principal",
    "azure_app_cors",
    "azure_kubernetes_api",
    "azure_mariadb_firewall",
    "azure_mssql_firewall",
    "azure_mysql_firewall",
    "azure_mysql_flexible_firewall",
    "azure_openshift_api",
    "azure_postgresql_firewall",
    "azure_postgresql_flexible_firewall",
    "azure_registry_anonymous",
    "azure_sql_firewall",
    "azure_storage_container_public",
    "azure_storage_network",
    "azure_storage_network_rules",
    "azure_storage_public_blobs",
    "azure_synapse_firewall",
    "azure_vault_network",
    "azure_web_pubsub_anonymous",
    "google_api_key_callers",
    "google_bigquery_public",
    "google_bigquery_public_access",
    "google_bucket_cors",
    "google_bucket_public_prevention",
    "google_cluster_api",
    "google_cluster_private_nodes",
    "google_iam_public_binding",
    "google_iam_public_document",
    "google_iam_public_member",
    "google_iam_public_policy",
    "google_perimeter_ingress",
    "google_perimeter_ingress_policy",
    "google_run_open",
    "google_sql_public",
    "google_sql_user_host",
    "google_storage_public_acl",
    "google_storage_public_entity",
    "kubernetes_rbac_everybody",
    "okta_app_redirect_uri",
    "okta_app_redirects",
    "okta_auth_server_clients",
    "okta_trusted_origin",
    "okta_zone_everywhere",
    "vault_aws_role_unbound",
    "vault_azure_role_unbound",
    "vault_cert_role_unbound",
    "vault_gcp_role_unbound",
    "vault_jwt_role_unbound",
    "vault_kubernetes_role_unbound",
    "vault_oidc_client_everybody",
    "vault_oidc_key_everybody",
    "vault_saml_role_unbound",
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
