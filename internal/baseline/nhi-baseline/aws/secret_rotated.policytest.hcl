policytest {
  targets = ["secret_without_rotation.policy.hcl"]
}

resource "aws_secretsmanager_secret_rotation" "of_it" {
  attrs = { secret_id = "s" }
}

resource "aws_secretsmanager_secret" "rotated" {
  attrs = { name = "s", kms_key_id = null }
  expect {
    policy  = "aws_secret_unguarded"
    verdict = "pass"
  }
}
