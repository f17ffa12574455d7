control "key-custody" {
  objective  = "Keys and secrets are rotated, cannot be destroyed at once, and are used by those who are named."
  owner      = "security"
  severity   = "high"
  frameworks = ["nist-csf-2.0:PR.AA-01", "nist-sp-800-53:IA-5", "owasp-nhi:NHI7:2025"]
  action     = "block"

  policies = [
    "aws_kms_custody",
    "aws_kms_key_deleted",
    "aws_kms_rotation",
    "aws_secret_recovery",
    "aws_ssm_parameter_own_key",
    "azure_app_configuration_purge",
    "azure_hsm_purge",
    "azure_kubernetes_secret_rotation",
    "azure_vault_deleted",
    "azure_vault_key_deleted",
    "azure_vault_purge",
    "azure_vault_recovery",
    "cloud_alicloud_key_rotation",
    "cloud_tencent_key_rotation",
    "cloud_yandex_cluster_secrets",
    "cloud_yandex_key_rotation",
    "google_cluster_secrets",
    "google_kms_deleted",
    "google_kms_destruction",
    "google_kms_rotation",
    "google_private_authority_deletion",
    "okta_auth_server_rotation",
    "vault_database_connection",
    "vault_pki_root_exported",
    "vault_transit_custody",
    "vault_transit_rotation",
  ]

  parameter "aws_key_rotation_days" {
    default = 365
    minimum = 90
    maximum = 2560
  }

  parameter "aws_key_deletion_days" {
    default = 7
    minimum = 7
    maximum = 30
  }

  parameter "azure_vault_recovery_days" {
    default = 7
    minimum = 7
    maximum = 90
  }

  parameter "google_key_rotation_days" {
    default = 90
    minimum = 1
    maximum = 365
  }

  parameter "google_key_destruction_days" {
    default = 7
    minimum = 1
    maximum = 120
  }

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
