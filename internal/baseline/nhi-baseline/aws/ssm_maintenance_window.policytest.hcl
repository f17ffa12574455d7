policytest {
  targets = ["ssm_maintenance_window.policy.hcl"]
}

resource "aws_ssm_maintenance_window" "weekly" {
  attrs = { name = "w", schedule = "rate(7 days)", duration = 4, cutoff = 1, end_date = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_ssm_maintenance_window" "on_tuesdays" {
  attrs = { name = "w", schedule = "cron(0 2 ? * TUE *)", duration = 4, cutoff = 1, end_date = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_ssm_maintenance_window" "on_tuesdays_with_seconds" {
  attrs = { name = "w", schedule = "cron(0 0 2 ? * TUE *)", duration = 4, cutoff = 1, end_date = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_ssm_maintenance_window" "quarterly" {
  attrs = { name = "w", schedule = "rate(90 days)", duration = 4, cutoff = 1, end_date = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_ssm_maintenance_window" "in_january" {
  attrs = { name = "w", schedule = "cron(0 2 1 JAN ? *)", duration = 4, cutoff = 1, end_date = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_ssm_maintenance_window" "without_time" {
  attrs = { name = "w", schedule = "rate(7 days)", duration = 2, cutoff = 2, end_date = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_ssm_maintenance_window" "ends" {
  attrs = { name = "w", schedule = "rate(7 days)", duration = 4, cutoff = 1, end_date = "2026-12-31T00:00:00Z" }
  expect {
    verdict = "fail"
  }
}

resource "aws_ssm_maintenance_window" "not_known_yet" {
  attrs = { name = "w", schedule = unknown("string"), duration = 4, cutoff = 1, end_date = null }
  expect {
    verdict = "undecided"
  }
}
