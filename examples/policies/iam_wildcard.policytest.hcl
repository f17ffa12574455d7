policytest {
  targets = ["iam_wildcard.policy.hcl"]
}

locals {
  wildcard = core::jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

resource "aws_iam_policy" "names_its_actions" {
  attrs = {
    name = "read"
    policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = ["s3:GetObject", "s3:ListBucket"], Resource = "*" },
        { Effect = "Deny", Action = "*", Resource = "arn:aws:s3:::audit/*" },
      ]
    })
  }
}

resource "aws_iam_user_policy" "allows_everything" {
  attrs = {
    name   = "everything"
    policy = local.wildcard
  }
  expect_failure = true
}

resource "aws_iam_policy" "allows_a_whole_service" {
  attrs = {
    name = "iam"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = { Effect = "Allow", Action = ["iam:PassRole", "iam:*"], Resource = "*" }
    })
  }
  expect_failure = true
}

# The filter leaves out what the glob matches by its name alone.
resource "aws_iam_account_password_policy" "has_no_document" {
  attrs = {
    minimum_password_length = 14
  }
}

# Never a silent pass.
resource "aws_iam_policy" "is_not_known_yet" {
  attrs = {
    name   = "later"
    policy = unknown("string")
  }
  expect {
    policy  = "no_wildcard_action"
    verdict = "undecided"
  }
}
