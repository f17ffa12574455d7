policytest {
  targets = ["cognito_mfa.policy.hcl"]
}

resource "aws_cognito_user_pool" "on" {
  attrs = { name = "u", mfa_configuration = "ON" }
  expect {
    verdict = "pass"
  }
}

resource "aws_cognito_user_pool" "by_default" {
  attrs = { name = "u", mfa_configuration = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_cognito_user_pool" "not_known_yet" {
  attrs = { name = "u", mfa_configuration = unknown("string") }
  expect {
    verdict = "undecided"
  }
}
