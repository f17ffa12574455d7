policytest {
  targets = ["secret_own_key.policy.hcl"]
}

resource "aws_secretsmanager_secret" "own" {
  attrs = { kms_key_id = "arn:aws:kms:eu-west-1:111122223333:key/1" }
  expect {
    verdict = "pass"
  }
}

resource "aws_secretsmanager_secret" "by_default" {
  attrs = { kms_key_id = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_secretsmanager_secret" "not_known_yet" {
  attrs = { kms_key_id = unknown("string") }
  expect {
    verdict = "undecided"
  }
}

resource "aws_ssm_parameter" "plain" {
  attrs = { name = "/app/level", type = "String" }
}

resource "aws_ssm_parameter" "own" {
  attrs = { name = "/app/key", type = "SecureString", key_id = "alias/app" }
  expect {
    verdict = "pass"
  }
}

resource "aws_ssm_parameter" "by_default" {
  attrs = { name = "/app/key", type = "SecureString", key_id = null }
  expect {
    verdict = "fail"
  }
}
