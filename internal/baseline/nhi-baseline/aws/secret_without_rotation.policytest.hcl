policytest {
  targets = ["secret_without_rotation.policy.hcl"]
}

resource "aws_secretsmanager_secret" "alone" {
  attrs = { name = "s" }
  expect {
    verdict = "fail"
  }
}

resource "aws_secretsmanager_secret" "unguarded" {
  attrs = { name = "s", kms_key_id = null }
  expect {
    policy  = "aws_secret_unguarded"
    verdict = "fail"
  }
}

resource "aws_secretsmanager_secret" "with_a_key" {
  attrs = { name = "s", kms_key_id = "alias/app" }
  expect {
    policy  = "aws_secret_unguarded"
    verdict = "not_applicable"
  }
}
