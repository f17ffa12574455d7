control "guards-stay" {
  objective  = "A guard on an identity (boundary, condition, log, rotation, review) is not removed."
  owner      = "security"
  severity   = "high"
  frameworks = ["nist-csf-2.0:PR.PS-01", "nist-csf-2.0:DE.CM-03", "nist-csf-2.0:ID.RA-07", "nist-sp-800-53:AC-2(2)"]
  action     = "block"

  policies = [
    "aws_access_analyzer_deleted",
    "aws_cloudtrail_deleted",
    "aws_cloudtrail_store_deleted",
    "aws_config_off",
    "aws_config_recorder_deleted",
    "aws_guardduty_deleted",
    "aws_guardduty_off",
    "aws_iam_password_policy_deleted",
    "aws_iam_role_boundary",
    "aws_iam_user_boundary",
    "aws_s3_account_public_access_block_deleted",
    "aws_s3_public_access_block_deleted",
    "aws_scp_deleted",
    "aws_scp_detached",
    "aws_secret_rotation_deleted",
    "aws_securityhub_deleted",
    "aws_ssm_maintenance_window_deleted",
    "aws_ssm_maintenance_window_off",
    "aws_ssm_patch_baseline_deleted",
    "aws_ssm_patch_group_deleted",
    "azure_activity_alert_deleted",
    "azure_activity_alert_off",
    "azure_conditional_access_deleted",
    "azure_conditional_access_off",
    "azure_defender_contact_deleted",
    "azure_defender_deleted",
    "azure_defender_free",
    "azure_defender_provisioning",
    "azure_defender_setting",
    "azure_diagnostics_deleted",
    "azure_directory_diagnostics_deleted",
    "azure_immutability_deleted",
    "azure_lock_deleted",
    "azure_maintenance_deleted",
    "azure_management_group_policy_deleted",
    "azure_management_group_policy_off",
    "azure_mssql_alerts_off",
    "azure_mssql_audit_deleted",
    "azure_mssql_audit_off",
    "azure_policy_off",
    "azure_resource_group_policy_deleted",
    "azure_resource_group_policy_off",
    "azure_resource_policy_deleted",
    "azure_resource_policy_off",
    "azure_role_rules_deleted",
    "azure_sentinel_deleted",
    "azure_subscription_policy_deleted",
    "azure_subscription_policy_off",
    "github_branch_protection_deleted",
    "github_branch_protection_reviews_removed",
    "github_branch_protection_v3_deleted",
    "github_organization_ruleset_deleted",
    "github_repository_ruleset_deleted",
    "gitlab_branch_protection_deleted",
    "google_folder_audit_deleted",
    "google_folder_policy_deleted",
    "google_folder_policy_off",
    "google_folder_sink_deleted",
    "google_folder_sink_off",
    "google_lien_deleted",
    "google_org_policy_deleted",
    "google_org_policy_off",
    "google_organization_audit_deleted",
    "google_organization_policy_deleted",
    "google_organization_policy_off",
    "google_organization_sink_deleted",
    "google_organization_sink_off",
    "google_patch_deleted",
    "google_project_audit_deleted",
    "google_project_policy_deleted",
    "google_project_policy_off",
    "google_project_sink_deleted",
    "google_project_sink_off",
    "google_scc_notification_deleted",
    "nhi_end_and_review_stay",
    "nhi_review_schedule_stays",
    "vault_audit_deleted",
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
