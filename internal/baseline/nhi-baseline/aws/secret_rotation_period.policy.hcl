# Refuses rotations of secrets that come less often than the tenant allows.
#
# Why: a secret that leaked stays good until it is rotated.
#
# Mend: set automatically_after_days to aws_secret_rotation_days or less.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "aws_secret_rotation_days" {
  type        = number
  default     = 90
  description = "After how many days a secret is rotated at the latest."
}

resource_policy "aws_secretsmanager_secret_rotation" "aws_secret_rotation_period" {
  locals {
    rules    = core::try(attrs.rotation_rules[0], null)
    schedule = core::try(local.rules.schedule_expression, null)
    every    = core::try(core::parseint(core::regex("^rate\\((\\d+) days?\\)$", local.schedule)[0], 10), null)
    days     = local.every == null ? core::try(local.rules.automatically_after_days, null) : local.every
  }

  enforce {
    condition     = local.days == null ? local.schedule != null : local.days <= input.aws_secret_rotation_days
    error_message = "The secret is rotated every ${local.days == null ? "?" : core::valuetostring(local.days)} days. At most ${input.aws_secret_rotation_days} are allowed here."
  }
}
