policytest {
  targets = ["iam_user_policy.policy.hcl"]
}

resource "aws_iam_user_policy" "inline" {
  attrs = { user = "backup", policy = "{}" }
  expect {
    policy  = "aws_iam_user_policy"
    verdict = "fail"
  }
}

resource "aws_iam_user_policy_attachment" "attached" {
  attrs = { user = "backup", policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
  expect {
    policy  = "aws_iam_user_policy"
    verdict = "fail"
  }
}

resource "aws_iam_policy_attachment" "of_a_role" {
  attrs = { roles = ["app"], users = null, policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
  expect {
    policy  = "aws_iam_policy_attachment_users"
    verdict = "pass"
  }
}

resource "aws_iam_policy_attachment" "of_a_group" {
  attrs = { groups = ["app"], users = [], policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
  expect {
    policy  = "aws_iam_policy_attachment_users"
    verdict = "pass"
  }
}

resource "aws_iam_policy_attachment" "of_a_user" {
  attrs = { users = ["backup"], policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
  expect {
    policy  = "aws_iam_policy_attachment_users"
    verdict = "fail"
  }
}
