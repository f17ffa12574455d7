policytest {
  targets = ["ssm_parameter_plain.policy.hcl"]
}

resource "aws_ssm_parameter" "a_setting" {
  attrs = { name = "/app/log_level", type = "String" }
}

resource "aws_ssm_parameter" "an_address" {
  attrs = { name = "/app/secret_arn", type = "String" }
}

resource "aws_ssm_parameter" "a_duration" {
  attrs = { name = "/app/token_ttl", type = "String" }
}

resource "aws_ssm_parameter" "encrypted" {
  attrs = { name = "/app/db/password", type = "SecureString" }
  expect {
    verdict = "pass"
  }
}

resource "aws_ssm_parameter" "plain" {
  attrs = { name = "/app/db/password", type = "String" }
  expect {
    verdict = "fail"
  }
}

resource "aws_ssm_parameter" "not_known_yet" {
  attrs = { name = "/app/db/password", type = unknown("string") }
  expect {
    verdict = "undecided"
  }
}
