control "no-static-keys" {
  objective  = "Workloads use federation or a platform's identity, not keys that are handed around."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI7:2025", "owasp-nhi:NHI4:2025", "nist-sp-800-53:IA-5"]
  action     = "block"

  policies = [
    "aws_iam_access_key",
    "aws_iam_service_specific_credential",
    "aws_lightsail_bucket_access_key",
    "aws_provider_keys",
    "azure_directory_provider_secret",
    "azure_kubernetes_service_principal",
    "azure_provider_secret",
    "cloud_alicloud_access_key",
    "cloud_databricks_obo_token",
    "cloud_databricks_token",
    "cloud_ibm_api_key",
    "cloud_linode_token_expiry",
    "cloud_linode_token_scopes",
    "cloud_oci_api_key",
    "cloud_oci_auth_token",
    "cloud_oci_secret_key",
    "cloud_openstack_credential_end",
    "cloud_openstack_credential_unrestricted",
    "cloud_openstack_password_end",
    "cloud_tencent_access_key",
    "cloud_yandex_account_key",
    "cloud_yandex_api_key",
    "cloud_yandex_static_key",
    "github_deploy_key_write",
    "gitlab_deploy_key_push",
    "google_cluster_workload_identity",
    "google_provider_credentials",
    "google_service_account_key",
    "google_storage_hmac_key",
    "okta_app_client_authentication",
    "vault_token_made",
  ]

  exception {
    approvers    = ["nhi-approvers"]
    max_duration = "90d"
    evidence     = ["ticket"]
  }

  escalation {
    after = "7d"
    to    = ["security"]
  }
}
