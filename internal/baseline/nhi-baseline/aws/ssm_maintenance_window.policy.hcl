# Refuses maintenance windows that come more seldom than the tenant allows, end
# on a date, or leave less than an hour for work.
#
# Why: patches that are approved are installed in the window. If it does not
# come, or its cutoff takes all of it, nothing is.
#
# Mend: let it come at least every aws_patch_window_days, without end_date, with
# a duration that exceeds the cutoff by an hour or more.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "aws_patch_window_days" {
  type        = number
  default     = 31
  description = "How many days may lie between two maintenance windows."
}

resource_policy "aws_ssm_maintenance_window" "aws_maintenance_window" {
  locals {
    # A calendar expression comes at least every month, unless it names months or a year.
    days   = core::try(core::parseint(core::regex("^rate\\(([0-9]+) days?\\)$", attrs.schedule)[0], 10), null)
    fields = core::split(" ", core::trimsuffix(core::trimprefix(attrs.schedule, "cron("), ")"))
    seldom = core::startswith(attrs.schedule, "cron(") && core::length(local.fields) > 5 && !core::contains(["*", "?"], core::try(local.fields[core::length(local.fields) - 3], "*"))
  }

  enforce {
    condition     = local.days == null ? !local.seldom : local.days <= input.aws_patch_window_days
    error_message = "The window ${attrs.name} comes by ${attrs.schedule}; ${input.aws_patch_window_days} days are the most that may lie between two."
  }

  enforce {
    condition     = attrs.duration - attrs.cutoff >= 1
    error_message = "The window ${attrs.name} lasts ${attrs.duration} hours and starts nothing in the last ${attrs.cutoff}. Leave an hour or more for work."
  }

  enforce {
    condition     = core::try(attrs.end_date, null) == null
    error_message = "The window ${attrs.name} does not come after ${attrs.end_date}. Leave end_date out."
  }
}
