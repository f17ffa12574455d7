policytest {
  targets = ["secret_recovery.policy.hcl"]
}

resource "aws_secretsmanager_secret" "by_default" {
  attrs = { recovery_window_in_days = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_secretsmanager_secret" "at_once" {
  attrs = { recovery_window_in_days = 0 }
  expect {
    verdict = "fail"
  }
}

resource "aws_secretsmanager_secret" "not_known_yet" {
  attrs = { recovery_window_in_days = unknown("number") }
  expect {
    verdict = "undecided"
  }
}
