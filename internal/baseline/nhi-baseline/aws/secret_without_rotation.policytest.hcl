policytest {
  targets = ["secret_without_rotation.policy.hcl"]
}

resource "aws_secretsmanager_secret" "alone" {
  attrs = { name = "s" }
  expect {
    verdict = "fail"
  }
}
