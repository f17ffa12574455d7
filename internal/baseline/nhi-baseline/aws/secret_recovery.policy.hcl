# Refuses secrets that are deleted at once.
#
# Why: a secret that is gone takes with it whatever authenticates by it, and
# nobody can bring it back.
#
# Mend: set recovery_window_in_days to 7 or more; without it, it is 30.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_secretsmanager_secret" "aws_secret_recovery" {
  enforce {
    condition     = (core::try(attrs.recovery_window_in_days, null) == null ? 30 : attrs.recovery_window_in_days) >= 7
    error_message = "The secret is gone as soon as somebody deletes it. Set recovery_window_in_days to 7 or more."
  }
}
