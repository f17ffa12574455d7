control "short-lived-credentials" {
  objective  = "A credential ends by itself or is rotated within its period."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI7:2025", "nist-csf-2.0:PR.AA-01", "nist-sp-800-53:IA-5"]
  action     = "block"

  policies = [
    "aws_iam_role_session",
    "aws_rolesanywhere_session",
    "aws_secret_rotation_period",
    "aws_secret_unguarded",
    "aws_sso_session",
    "azure_application_inline_password",
    "azure_application_password",
    "azure_automation_webhook",
    "azure_group_rules_expiry",
    "azure_registry_token_expiry",
    "azure_role_rules_expiry",
    "azure_sas_account",
    "azure_sas_container",
    "azure_sas_disk",
    "azure_service_principal_password",
    "azure_user_endless_password",
    "azure_vault_key_expiry",
    "azure_vault_secret_expiry",
    "gitlab_access_token_lifetime",
    "gitlab_deploy_token",
    "google_access_token_lifetime",
    "google_regional_secret_rotation",
    "google_secret_rotation",
    "kubernetes_service_account_secret",
    "kubernetes_token_lifetime",
    "kubernetes_token_manifest",
    "kubernetes_token_secret",
    "nhi_credential_is_known",
    "nhi_credential_is_not_overdue",
    "nhi_credential_is_rotated",
    "nhi_credential_overdue",
    "okta_auth_server_rule",
    "vault_approle_secret",
    "vault_approle_uses",
    "vault_token_lifetime",
  ]

  parameter "max_rotation" {
    default = "P90D"
    minimum = "P1D"
    maximum = "P1Y"
  }

  parameter "aws_session_hours" {
    default = 4
    minimum = 1
    maximum = 12
  }

  parameter "aws_secret_rotation_days" {
    default = 90
    minimum = 1
    maximum = 365
  }

  parameter "azure_secret_days" {
    default = 180
    minimum = 1
    maximum = 365
  }

  parameter "azure_sas_days" {
    default = 7
    minimum = 1
    maximum = 90
  }

  parameter "azure_webhook_days" {
    default = 365
    minimum = 1
    maximum = 730
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
