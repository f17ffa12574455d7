policytest {
  targets = ["iam_login_profile.policy.hcl"]
}

resource "aws_iam_user_login_profile" "of_a_person" {
  attrs = { user = "jane", pgp_key = null }
  expect {
    policy  = "aws_iam_login_profile"
    verdict = "fail"
  }
}
