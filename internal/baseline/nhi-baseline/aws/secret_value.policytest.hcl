policytest {
  targets = ["secret_value.policy.hcl"]
}

resource "aws_secretsmanager_secret_version" "write_only" {
  attrs = { secret_string = null, secret_string_wo = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_secretsmanager_secret_version" "written_down" {
  attrs = { secret_string = "not-so-secret" }
  expect {
    verdict = "fail"
  }
}

resource "aws_secretsmanager_secret_version" "not_known_yet" {
  attrs = { secret_string = unknown("string") }
  expect {
    verdict = "undecided"
  }
}
