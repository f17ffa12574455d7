policytest {
  targets = ["iam_wildcard_action.policy.hcl"]
}

resource "aws_iam_policy" "names_its_actions" {
  attrs = {
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:List*"], Resource = "*" }]
    })
  }
}

resource "aws_iam_role_policy" "denies_everything" {
  attrs = {
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = { Effect = "Deny", Action = "*", Resource = "*" }
    })
  }
}

resource "aws_iam_user_policy" "a_whole_service" {
  attrs = {
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "iam:*"], Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iam_policy" "not_known_yet" {
  attrs = { policy = unknown("string") }
  expect { verdict = "undecided" }
}

resource "aws_iam_account_password_policy" "has_no_document" {
  attrs = { minimum_password_length = 20 }
}

data "aws_iam_policy_document" "of_an_identity" {
  attrs = { statement = [{ effect = "Allow", actions = ["*"], resources = ["*"], principals = [] }] }
  expect { verdict = "fail" }
}

data "aws_iam_policy_document" "of_a_key" {
  attrs = { statement = [{ effect = "Allow", actions = ["kms:*"], resources = ["*"], principals = [{ type = "AWS", identifiers = ["arn:aws:iam::111122223333:root"] }] }] }
  expect { verdict = "pass" }
}
