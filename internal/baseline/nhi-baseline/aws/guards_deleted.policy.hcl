# Refuses deleting what guards the identities of an account: trails, detectors,
# recorders, analysers, service control policies, password policies, public
# access blocks, rotations, patch baselines and windows. One that another of the
# plan takes the place of may go.
#
# Why: whoever wants to act unseen removes the guard first; and who removes it
# by mistake does not notice for months.
#
# Mend: keep it. When it moves to another configuration, use a removed block
# that does not destroy, or except the change.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_cloudtrail" "aws_cloudtrail_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("aws_cloudtrail", { name = prior_attrs.name })) > 0
    error_message = "The trail ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_cloudtrail_event_data_store" "aws_cloudtrail_store_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("aws_cloudtrail_event_data_store", { name = prior_attrs.name })) > 0
    error_message = "The event data store ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_config_configuration_recorder" "aws_config_recorder_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("aws_config_configuration_recorder", { name = prior_attrs.name })) > 0
    error_message = "The configuration recorder ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_guardduty_detector" "aws_guardduty_deleted" {
  operations = ["delete"]

  enforce {
    condition     = false
    error_message = "The detector of GuardDuty is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_accessanalyzer_analyzer" "aws_access_analyzer_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("aws_accessanalyzer_analyzer", { analyzer_name = prior_attrs.analyzer_name })) > 0
    error_message = "The access analyser ${prior_attrs.analyzer_name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_securityhub_account" "aws_securityhub_deleted" {
  operations = ["delete"]

  enforce {
    condition     = false
    error_message = "Security Hub of the account is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_organizations_policy" "aws_scp_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("aws_organizations_policy", { name = prior_attrs.name })) > 0
    error_message = "The policy of the organisation ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_organizations_policy_attachment" "aws_scp_detached" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("aws_organizations_policy_attachment", { target_id = prior_attrs.target_id })) > 0
    error_message = "The last policy of the organisation on ${prior_attrs.target_id} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_iam_account_password_policy" "aws_iam_password_policy_deleted" {
  operations = ["delete"]

  enforce {
    condition     = false
    error_message = "The password policy of the account is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_s3_bucket_public_access_block" "aws_s3_public_access_block_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("aws_s3_bucket_public_access_block", { bucket = prior_attrs.bucket })) > 0
    error_message = "The block of public access of the bucket ${prior_attrs.bucket} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_s3_account_public_access_block" "aws_s3_account_public_access_block_deleted" {
  operations = ["delete"]

  enforce {
    condition     = false
    error_message = "The block of public access of the account is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_secretsmanager_secret_rotation" "aws_secret_rotation_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("aws_secretsmanager_secret_rotation", { secret_id = prior_attrs.secret_id })) > 0
    error_message = "The rotation of the secret ${prior_attrs.secret_id} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_ssm_patch_group" "aws_ssm_patch_group_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("aws_ssm_patch_group", { patch_group = prior_attrs.patch_group })) > 0
    error_message = "The patch group ${prior_attrs.patch_group} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_ssm_patch_baseline" "aws_ssm_patch_baseline_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("aws_ssm_patch_baseline", { name = prior_attrs.name })) > 0
    error_message = "The patch baseline ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "aws_ssm_maintenance_window" "aws_ssm_maintenance_window_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("aws_ssm_maintenance_window", { name = prior_attrs.name })) > 0
    error_message = "The maintenance window ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}
