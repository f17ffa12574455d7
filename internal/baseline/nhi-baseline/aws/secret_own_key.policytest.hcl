policytest {
  targets = ["secret_own_key.policy.hcl"]
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
