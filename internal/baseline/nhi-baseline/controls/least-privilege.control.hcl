control "least-privilege" {
  objective  = "A non-human identity may do what its purpose needs, and nothing beyond."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI5:2025", "nist-csf-2.0:PR.AA-05", "nist-sp-800-53:AC-6", "nist-sp-800-53:AC-6(7)"]
  action     = "block"

  policies = [
    "aws_batch_privileged",
    "aws_codebuild_privileged",
    "aws_ecs_host_processes",
    "aws_ecs_one_role",
    "aws_ecs_privileged",
    "aws_eks_authentication_mode",
    "aws_eks_cluster_admin",
    "aws_eks_masters",
    "aws_iam_admin_attachment",
    "aws_iam_admin_attachments_exclusive",
    "aws_iam_admin_lookup",
    "aws_iam_policy_attachment_users",
    "aws_iam_role_admin_attachment",
    "aws_iam_role_inline_policy",
    "aws_iam_sensitive_actions",
    "aws_iam_sensitive_actions_document",
    "aws_iam_user_policy",
    "aws_iam_wildcard_action",
    "aws_iam_wildcard_action_document",
    "aws_iot_policy_wildcard",
    "aws_organization_features",
    "aws_qldb_permissions",
    "aws_resource_policy_every_action",
    "aws_sagemaker_root",
    "aws_sqs_queue_every_action",
    "aws_sso_admin_attachment",
    "aws_sso_inline_policy",
    "azure_cosmos_metadata",
    "azure_cosmos_role_wildcard",
    "azure_directory_role_activated",
    "azure_directory_role_assignment",
    "azure_directory_role_custom",
    "azure_directory_role_eligibility",
    "azure_graph_access",
    "azure_graph_api_access",
    "azure_graph_assignment",
    "azure_graph_consent",
    "azure_kubernetes_rbac",
    "azure_registry_scope",
    "azure_role_active",
    "azure_role_changes_everything",
    "azure_role_definition_scope",
    "azure_role_definition_wildcard",
    "azure_role_grants_roles",
    "azure_rule_manages",
    "azure_vault_access_policy",
    "azure_vault_access_policy_all",
    "azure_vault_rbac",
    "github_membership_owner",
    "github_organization_role_admin",
    "github_organization_settings",
    "github_team_admin",
    "google_api_key_targets",
    "google_bucket_uniform",
    "google_cluster_legacy_abac",
    "google_custom_role",
    "google_iam_admin_binding",
    "google_iam_admin_member",
    "google_iam_basic_binding",
    "google_iam_basic_document",
    "google_iam_basic_member",
    "google_iam_basic_policy",
    "google_iam_impersonation_binding",
    "google_iam_impersonation_member",
    "google_iam_viewer_binding",
    "google_iam_viewer_member",
    "google_organization_custom_role",
    "kubernetes_container_hardening",
    "kubernetes_container_privileged",
    "kubernetes_container_root",
    "kubernetes_pod_automount",
    "kubernetes_pod_host_namespaces",
    "kubernetes_pod_host_path",
    "kubernetes_pod_security_policy_open",
    "kubernetes_rbac_admin_binding",
    "kubernetes_rbac_escalation",
    "kubernetes_rbac_secrets",
    "kubernetes_rbac_wildcard",
    "kubernetes_service_account_automount",
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
