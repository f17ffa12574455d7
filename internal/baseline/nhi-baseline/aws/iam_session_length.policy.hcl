# Refuses roles, permission sets and profiles whose sessions last longer than
# the tenant allows.
#
# Why: a stolen session works until it ends, whatever is changed meanwhile.
#
# Mend: shorten the session to what one run of the workload takes;
# aws_session_hours is the tenant's bound.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "aws_session_hours" {
  type        = number
  default     = 4
  description = "How many hours a session of a role may last at most."
}

resource_policy "aws_iam_role" "aws_iam_role_session" {
  filter = core::try(attrs.max_session_duration, null) != null

  enforce {
    condition     = attrs.max_session_duration <= input.aws_session_hours * 3600
    error_message = "Sessions of the role last ${attrs.max_session_duration / 3600} hours. At most ${input.aws_session_hours} are allowed here."
  }
}

resource_policy "aws_rolesanywhere_profile" "aws_rolesanywhere_session" {
  filter = core::try(attrs.duration_seconds, null) != null

  enforce {
    condition     = attrs.duration_seconds <= input.aws_session_hours * 3600
    error_message = "Sessions of the profile last ${attrs.duration_seconds / 3600} hours. At most ${input.aws_session_hours} are allowed here."
  }
}

resource_policy "aws_ssoadmin_permission_set" "aws_sso_session" {
  # PT8H, PT90M or P1D; without it, a session lasts an hour.
  filter = core::try(attrs.session_duration, null) != null

  locals {
    days    = core::try(core::parseint(core::regex("^P(\\d+)D", attrs.session_duration)[0], 10), 0)
    hours   = core::try(core::parseint(core::regex("T(\\d+)H", attrs.session_duration)[0], 10), 0)
    minutes = core::try(core::parseint(core::regex("(\\d+)M$", attrs.session_duration)[0], 10), 0)
  }

  enforce {
    condition     = local.days * 24 + local.hours + local.minutes / 60 <= input.aws_session_hours
    error_message = "Sessions of the permission set last ${attrs.session_duration}. At most ${input.aws_session_hours} hours are allowed here."
  }
}
