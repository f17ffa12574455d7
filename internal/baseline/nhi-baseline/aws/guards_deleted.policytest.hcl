policytest {
  targets = ["guards_deleted.policy.hcl"]
}

resource "aws_cloudtrail" "deleted" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "aws_cloudtrail_deleted"
    verdict = "fail"
  }
}

resource "aws_cloudtrail" "replaced" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "aws_cloudtrail_deleted"
    verdict = "pass"
  }
}

resource "aws_cloudtrail" "its_replacement" {
  attrs = { name = "replaced" }
}

resource "aws_cloudtrail_event_data_store" "deleted" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "aws_cloudtrail_store_deleted"
    verdict = "fail"
  }
}

resource "aws_cloudtrail_event_data_store" "replaced" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "aws_cloudtrail_store_deleted"
    verdict = "pass"
  }
}

resource "aws_cloudtrail_event_data_store" "its_replacement" {
  attrs = { name = "replaced" }
}

resource "aws_config_configuration_recorder" "deleted" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "aws_config_recorder_deleted"
    verdict = "fail"
  }
}

resource "aws_config_configuration_recorder" "replaced" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "aws_config_recorder_deleted"
    verdict = "pass"
  }
}

resource "aws_config_configuration_recorder" "its_replacement" {
  attrs = { name = "replaced" }
}

resource "aws_guardduty_detector" "deleted" {
  prior_attrs = { id = "111122223333" }
  expect {
    policy  = "aws_guardduty_deleted"
    verdict = "fail"
  }
}

resource "aws_accessanalyzer_analyzer" "deleted" {
  prior_attrs = { analyzer_name = "gone" }
  expect {
    policy  = "aws_access_analyzer_deleted"
    verdict = "fail"
  }
}

resource "aws_accessanalyzer_analyzer" "replaced" {
  prior_attrs = { analyzer_name = "replaced" }
  expect {
    policy  = "aws_access_analyzer_deleted"
    verdict = "pass"
  }
}

resource "aws_accessanalyzer_analyzer" "its_replacement" {
  attrs = { analyzer_name = "replaced" }
}

resource "aws_securityhub_account" "deleted" {
  prior_attrs = { id = "111122223333" }
  expect {
    policy  = "aws_securityhub_deleted"
    verdict = "fail"
  }
}

resource "aws_organizations_policy" "deleted" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "aws_scp_deleted"
    verdict = "fail"
  }
}

resource "aws_organizations_policy" "replaced" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "aws_scp_deleted"
    verdict = "pass"
  }
}

resource "aws_organizations_policy" "its_replacement" {
  attrs = { name = "replaced" }
}

resource "aws_organizations_policy_attachment" "deleted" {
  prior_attrs = { target_id = "gone" }
  expect {
    policy  = "aws_scp_detached"
    verdict = "fail"
  }
}

resource "aws_organizations_policy_attachment" "replaced" {
  prior_attrs = { target_id = "replaced" }
  expect {
    policy  = "aws_scp_detached"
    verdict = "pass"
  }
}

resource "aws_organizations_policy_attachment" "its_replacement" {
  attrs = { target_id = "replaced" }
}

resource "aws_iam_account_password_policy" "deleted" {
  prior_attrs = { id = "111122223333" }
  expect {
    policy  = "aws_iam_password_policy_deleted"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_public_access_block" "deleted" {
  prior_attrs = { bucket = "gone" }
  expect {
    policy  = "aws_s3_public_access_block_deleted"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_public_access_block" "replaced" {
  prior_attrs = { bucket = "replaced" }
  expect {
    policy  = "aws_s3_public_access_block_deleted"
    verdict = "pass"
  }
}

resource "aws_s3_bucket_public_access_block" "its_replacement" {
  attrs = { bucket = "replaced" }
}

resource "aws_s3_account_public_access_block" "deleted" {
  prior_attrs = { id = "111122223333" }
  expect {
    policy  = "aws_s3_account_public_access_block_deleted"
    verdict = "fail"
  }
}

resource "aws_secretsmanager_secret_rotation" "deleted" {
  prior_attrs = { secret_id = "gone" }
  expect {
    policy  = "aws_secret_rotation_deleted"
    verdict = "fail"
  }
}

resource "aws_secretsmanager_secret_rotation" "replaced" {
  prior_attrs = { secret_id = "replaced" }
  expect {
    policy  = "aws_secret_rotation_deleted"
    verdict = "pass"
  }
}

resource "aws_secretsmanager_secret_rotation" "its_replacement" {
  attrs = { secret_id = "replaced" }
}

resource "aws_ssm_patch_group" "deleted" {
  prior_attrs = { patch_group = "gone" }
  expect {
    policy  = "aws_ssm_patch_group_deleted"
    verdict = "fail"
  }
}

resource "aws_ssm_patch_group" "replaced" {
  prior_attrs = { patch_group = "replaced" }
  expect {
    policy  = "aws_ssm_patch_group_deleted"
    verdict = "pass"
  }
}

resource "aws_ssm_patch_group" "its_replacement" {
  attrs = { patch_group = "replaced" }
}

resource "aws_ssm_patch_baseline" "deleted" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "aws_ssm_patch_baseline_deleted"
    verdict = "fail"
  }
}

resource "aws_ssm_patch_baseline" "replaced" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "aws_ssm_patch_baseline_deleted"
    verdict = "pass"
  }
}

resource "aws_ssm_patch_baseline" "its_replacement" {
  attrs = { name = "replaced" }
}

resource "aws_ssm_maintenance_window" "deleted" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "aws_ssm_maintenance_window_deleted"
    verdict = "fail"
  }
}

resource "aws_ssm_maintenance_window" "replaced" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "aws_ssm_maintenance_window_deleted"
    verdict = "pass"
  }
}

resource "aws_ssm_maintenance_window" "its_replacement" {
  attrs = { name = "replaced" }
}
