# Refuses password policies of an account that allow short, simple, reused or
# endless passwords.
#
# Why: what users remain with a password are guessed and sprayed; the length is
# what helps most.
#
# Mend: ask for 14 characters or more of all kinds, remember 24, and end
# passwords within the days that the tenant may choose
# (aws_console_password_days).
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "aws_console_password_days" {
  type        = number
  default     = 90
  description = "After how many days a console password of an IAM user ends at the latest."
}

resource_policy "aws_iam_account_password_policy" "aws_iam_password_policy" {
  enforce {
    condition     = core::try(attrs.minimum_password_length, null) == null ? false : attrs.minimum_password_length >= 14
    error_message = "Passwords may have ${core::try(attrs.minimum_password_length, null) == null ? 6 : attrs.minimum_password_length} characters. Set minimum_password_length to 14 or more."
  }

  enforce {
    condition     = core::try(attrs.require_lowercase_characters, null) == true && core::try(attrs.require_uppercase_characters, null) == true && core::try(attrs.require_numbers, null) == true && core::try(attrs.require_symbols, null) == true
    error_message = "Passwords need not have lower and upper case letters, digits and symbols. Set all four require_ arguments."
  }

  enforce {
    condition     = core::try(attrs.allow_users_to_change_password, null) != false
    error_message = "Users may not change a password that somebody else has seen. Leave allow_users_to_change_password true."
  }

  enforce {
    condition     = core::try(attrs.password_reuse_prevention, null) == null ? false : attrs.password_reuse_prevention >= 24
    error_message = "Old passwords may be used again soon. Set password_reuse_prevention to 24."
  }

  enforce {
    condition     = core::try(attrs.max_password_age, null) == null ? false : attrs.max_password_age >= 1 && attrs.max_password_age <= input.aws_console_password_days
    error_message = "Passwords do not end within ${input.aws_console_password_days} days. Set max_password_age."
  }
}
