# Refuses KMS keys whose deletion leaves less time than the tenant allows, that
# are switched off, or whose policy may lock out those who manage them; and the
# deletion of keys.
#
# Why: what a key encrypts is lost with it. The window is the time in which
# somebody notices.
#
# Mend: set deletion_window_in_days to aws_key_deletion_days or more, keep the
# key enabled, and leave bypass_policy_lockout_safety_check alone. Disable a key
# before you delete it, and except the deletion.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "aws_key_deletion_days" {
  type        = number
  default     = 7
  description = "How many days the deletion of a KMS key, or of a secret, waits at least."
}

resource_policy "aws_kms_*key" "aws_kms_custody" {
  enforce {
    condition     = (core::try(attrs.deletion_window_in_days, null) == null ? 30 : attrs.deletion_window_in_days) >= input.aws_key_deletion_days
    error_message = "The key is gone ${attrs.deletion_window_in_days} days after somebody deletes it. At least ${input.aws_key_deletion_days} are asked for here."
  }

  enforce {
    condition     = core::try(attrs.bypass_policy_lockout_safety_check, null) != true
    error_message = "Its policy may lock out everybody who manages the key. Leave bypass_policy_lockout_safety_check false."
  }

  enforce {
    condition     = core::try(attrs.is_enabled, attrs.enabled, null) != false
    error_message = "The key is switched off, and what it encrypts cannot be read. Enable it, or let it be deleted under an exception."
  }
}

resource_policy "aws_kms_*key" "aws_kms_key_deleted" {
  operations = ["delete"]

  # One that was switched off before has nobody left who uses it.
  enforce {
    condition     = core::try(prior_attrs.is_enabled, prior_attrs.enabled, null) == false
    error_message = "The key ${core::try(prior_attrs.arn, "")} is deleted, and what it encrypts is lost. Switch it off first, and delete it when nothing fails."
  }
}
