policytest {
  targets = ["secret_rotation_period.policy.hcl"]
}

resource "aws_secretsmanager_secret_rotation" "monthly" {
  attrs = { secret_id = "s", rotation_rules = [{ automatically_after_days = 30, schedule_expression = null }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_secretsmanager_secret_rotation" "by_rate" {
  attrs = { secret_id = "s", rotation_rules = [{ automatically_after_days = null, schedule_expression = "rate(10 days)" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_secretsmanager_secret_rotation" "by_calendar" {
  attrs = { secret_id = "s", rotation_rules = [{ automatically_after_days = null, schedule_expression = "cron(0 16 1 * ? *)" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_secretsmanager_secret_rotation" "yearly" {
  attrs = { secret_id = "s", rotation_rules = [{ automatically_after_days = 365, schedule_expression = null }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_secretsmanager_secret_rotation" "yearly_by_rate" {
  attrs = { secret_id = "s", rotation_rules = [{ automatically_after_days = null, schedule_expression = "rate(365 days)" }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_secretsmanager_secret_rotation" "never" {
  attrs = { secret_id = "s", rotation_rules = [] }
  expect {
    verdict = "fail"
  }
}

resource "aws_secretsmanager_secret_rotation" "not_known_yet" {
  attrs = { secret_id = "s", rotation_rules = [{ automatically_after_days = unknown("number"), schedule_expression = null }] }
  expect {
    verdict = "undecided"
  }
}
