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
    "nhi_end_and_review_stay",
    "nhi_review_schedule_stays",
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
