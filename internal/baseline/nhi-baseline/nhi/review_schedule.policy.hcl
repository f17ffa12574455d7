# Refuses review schedules that come too seldom for privileged access, leave
# too long to answer, or have nobody to fall back on; and the removal of a
# schedule.
#
# Why: a review that comes once a year finds what was wrong for a year. One
# whose only reviewer is on leave does not come at all.
#
# Mend: let privileged access be reviewed at least every quarter, set
# due_within to at most a month and name fallback_reviewers. To replace a
# schedule, point its entitlements to the new one first, and ask for an
# exception for the removal.
policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "max_review_interval" {
  type        = string
  default     = "P3M"
  description = "How much time may pass between two reviews of privileged access."
}

input "max_review_answer" {
  type        = string
  default     = "P1M"
  description = "How long a review may wait for its answer."
}

locals {
  intervals = { monthly = "P1M", quarterly = "P3M", semiannual = "P6M", annual = "P1Y" }
  units     = { DAILY = "D", WEEKLY = "W", MONTHLY = "M", YEARLY = "Y" }
}

resource_policy "nhi_review_schedule" "nhi_privileged_access_is_reviewed_often" {
  # A schedule of what is not privileged may come less often.
  filter = core::try(attrs.selector.privileged, null) != false

  locals {
    # The word, or what an RRULE says: P, its interval and the unit.
    unit     = core::try(local.units[core::regex("FREQ=([A-Z]+)", attrs.recurrence)[0]], null)
    every    = core::try(core::regex("INTERVAL=([0-9]+)", attrs.recurrence)[0], "1")
    interval = core::try(local.intervals[attrs.recurrence], "P${local.every}${local.unit}")
  }

  enforce {
    condition     = nhi::periodcmp(local.interval, input.max_review_interval) <= 0
    error_message = "${attrs.name} reviews privileged access every ${local.interval}; ${input.max_review_interval} is the most. Set recurrence, or select what is not privileged."
  }
}

resource_policy "nhi_review_schedule" "nhi_review_is_answered" {
  enforce {
    condition     = nhi::periodcmp(attrs.due_within, input.max_review_answer) <= 0
    error_message = "${attrs.name} gives ${attrs.due_within} to answer; ${input.max_review_answer} is the most."
  }

  enforce {
    condition     = core::length(core::try(attrs.fallback_reviewers, [])) > 0
    error_message = "${attrs.name} falls back on nobody. Name fallback_reviewers."
  }
}

resource_policy "nhi_review_schedule" "nhi_review_schedule_stays" {
  operations = ["delete"]

  enforce {
    condition     = false
    error_message = "${prior_attrs.name} is removed, and what it selects is not reviewed any more."
  }
}
