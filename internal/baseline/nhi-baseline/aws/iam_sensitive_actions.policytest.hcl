policytest {
  targets = ["iam_sensitive_actions.policy.hcl"]
}

resource "aws_iam_policy" "on_what_is_named" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iam:PassRole", "iam:CreateAccessKey", "secretsmanager:GetSecretValue", "s3:PutBucketPolicy", "dynamodb:DeleteItem"], Resource = ["arn:aws:iam::111122223333:role/app"] }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "something_else_on_everything" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "logs:PutLogEvents"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "denied" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["iam:PassRole", "iam:CreateAccessKey", "secretsmanager:GetSecretValue", "s3:PutBucketPolicy", "dynamodb:DeleteItem"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "under_a_condition" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iam:PassRole", "iam:CreateAccessKey", "secretsmanager:GetSecretValue", "s3:PutBucketPolicy", "dynamodb:DeleteItem"], Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/team" = "app" } } }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "of_a_resource" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iam:PassRole", "iam:CreateAccessKey", "secretsmanager:GetSecretValue", "s3:PutBucketPolicy", "dynamodb:DeleteItem"], Resource = "*", Principal = { AWS = "111122223333" } }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "escalating" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "iam:PassRole"], Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "escalating_by_a_pattern" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:Put*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "exposing" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "iam:CreateAccessKey"], Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "exposing_by_a_pattern" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "rds-db:c*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "reading" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "secretsmanager:GetSecretValue"], Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "reading_by_a_pattern" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "managing" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "s3:PutBucketPolicy"], Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "managing_by_a_pattern" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "kms:PutK*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "writing" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "dynamodb:DeleteItem"], Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "writing_by_a_pattern" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ec2:Terminate*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "on_all_but_one" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:PassRole", NotResource = "arn:aws:iam::111122223333:role/admin" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "in_other_letters" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "IAM:passrole", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "not_known_yet" {
  attrs = { policy = unknown("string") }
  expect {
    policy  = "aws_iam_sensitive_actions"
    verdict = "undecided"
  }
}

data "aws_iam_policy_document" "on_what_is_named" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iam:PassRole", "iam:CreateAccessKey", "secretsmanager:GetSecretValue", "s3:PutBucketPolicy", "dynamodb:DeleteItem"], Resource = ["arn:aws:iam::111122223333:role/app"] }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "something_else_on_everything" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "logs:PutLogEvents"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "denied" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["iam:PassRole", "iam:CreateAccessKey", "secretsmanager:GetSecretValue", "s3:PutBucketPolicy", "dynamodb:DeleteItem"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "under_a_condition" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iam:PassRole", "iam:CreateAccessKey", "secretsmanager:GetSecretValue", "s3:PutBucketPolicy", "dynamodb:DeleteItem"], Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/team" = "app" } } }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "of_a_resource" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iam:PassRole", "iam:CreateAccessKey", "secretsmanager:GetSecretValue", "s3:PutBucketPolicy", "dynamodb:DeleteItem"], Resource = "*", Principal = { AWS = "111122223333" } }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "escalating" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "iam:PassRole"], Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "escalating_by_a_pattern" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:Put*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "exposing" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "iam:CreateAccessKey"], Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "exposing_by_a_pattern" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "rds-db:c*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "reading" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "secretsmanager:GetSecretValue"], Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "reading_by_a_pattern" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "managing" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "s3:PutBucketPolicy"], Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "managing_by_a_pattern" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "kms:PutK*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "writing" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "dynamodb:DeleteItem"], Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "writing_by_a_pattern" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ec2:Terminate*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "on_all_but_one" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:PassRole", NotResource = "arn:aws:iam::111122223333:role/admin" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "in_other_letters" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "IAM:passrole", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "not_known_yet" {
  attrs = { json = unknown("string") }
  expect {
    policy  = "aws_iam_sensitive_actions_document"
    verdict = "undecided"
  }
}

resource "aws_iam_account_password_policy" "has_no_document" {
  attrs = { minimum_password_length = 20 }
}

resource "aws_iam_policy" "of_nothing" {
  attrs = { policy = "" }
}
