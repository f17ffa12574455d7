policytest {
  targets = ["iam_not_action.policy.hcl"]
}

resource "aws_iam_policy" "names_its_actions" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_not_action"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "denies_all_but" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = ["iam:*"], Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
  expect {
    policy  = "aws_iam_not_action"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "all_but" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = ["iam:*"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_not_action"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "all_but_one" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "arn:aws:s3:::b" }] }) }
  expect {
    policy  = "aws_iam_not_action"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "not_known_yet" {
  attrs = { policy = unknown("string") }
  expect {
    policy  = "aws_iam_not_action"
    verdict = "undecided"
  }
}

data "aws_iam_policy_document" "names_its_actions" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_not_action_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "denies_all_but" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = ["iam:*"], Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
  expect {
    policy  = "aws_iam_not_action_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "all_but" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = ["iam:*"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_not_action_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "all_but_one" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "arn:aws:s3:::b" }] }) }
  expect {
    policy  = "aws_iam_not_action_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "not_known_yet" {
  attrs = { json = unknown("string") }
  expect {
    policy  = "aws_iam_not_action_document"
    verdict = "undecided"
  }
}

resource "aws_iam_account_password_policy" "has_no_document" {
  attrs = { minimum_password_length = 20 }
}
