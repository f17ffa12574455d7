policytest {
  targets = ["secret_without_rotation.policy.hcl"]
}

resource "aws_secretsmanager_secret" "rotated" {
  attrs = { name = "s" }
  expect {
    policy  = "aws_secret_without_rotation"
    verdict = "pass"
  }
}

resource "aws_secretsmanager_secret_rotation" "of_it" {
  attrs = { secret_id = "s" }
}
