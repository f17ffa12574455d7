# Refuses password policies that are weaker than the tenant asks for, and
# passwords of users in the configuration.
#
# Why: service accounts of people's kind have passwords that nobody types; short
# ones are guessed.
#
# Mend: set password_min_length to okta_password_length at least,
# password_history_count to 4 and password_max_lockout_attempts to 10 or less.
policy {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "okta_password_length" {
  type        = number
  default     = 12
  description = "How many characters a password of Okta has at least."
}

resource_policy "okta_policy_password*" "okta_password_policy" {
  locals {
    # What Okta asks for unless it is told otherwise.
    length = core::try(attrs.password_min_length, null) == null ? 8 : attrs.password_min_length
  }

  enforce {
    condition     = local.length >= input.okta_password_length
    error_message = "Passwords have ${local.length} characters at least. ${input.okta_password_length} are asked for here."
  }

  enforce {
    condition     = core::try(attrs.password_max_lockout_attempts > 0 && attrs.password_max_lockout_attempts <= 10, true)
    error_message = "A password may be guessed ${attrs.password_max_lockout_attempts} times (0 is without a bound). Set password_max_lockout_attempts to 10 or less."
  }

  enforce {
    condition     = core::try(attrs.password_history_count >= 4, true)
    error_message = "The last ${attrs.password_history_count} passwords only may not be used again. Set password_history_count to 4 at least."
  }

  enforce {
    condition     = core::try(attrs.password_exclude_username, null) != false
    error_message = "A password may hold the name of its user. Take password_exclude_username out."
  }
}

resource_policy "okta_user" "okta_user_password" {
  enforce {
    condition     = core::try(attrs.password, null) == null && core::try(attrs.recovery_answer, null) == null
    error_message = "The password or the recovery answer of ${attrs.login} stands in the state. Let the user set it."
  }
}
