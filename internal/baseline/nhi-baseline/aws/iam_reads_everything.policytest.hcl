policytest {
  targets = ["iam_reads_everything.policy.hcl"]
}

resource "aws_iam_policy" "on_what_is_named" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = "arn:aws:iam::111122223333:role/app" }] }) }
  expect {
    policy  = "aws_iam_reads_everything"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "something_else_on_everything" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInstances"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_reads_everything"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "denied" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "secretsmanager:GetSecretValue", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_reads_everything"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "under_a_condition" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/team" = "app" } } }] }) }
  expect {
    policy  = "aws_iam_reads_everything"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "on_everything" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInstances", "secretsmanager:GetSecretValue"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_reads_everything"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "in_other_letters" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "secretsmanager:GETSECRETVALUE", Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_reads_everything"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "by_a_pattern" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = ["*"] }] }) }
  expect {
    policy  = "aws_iam_reads_everything"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "not_known_yet" {
  attrs = { policy = unknown("string") }
  expect {
    policy  = "aws_iam_reads_everything"
    verdict = "undecided"
  }
}

data "aws_iam_policy_document" "on_what_is_named" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = "arn:aws:iam::111122223333:role/app" }] }) }
  expect {
    policy  = "aws_iam_reads_everything_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "something_else_on_everything" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInstances"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_reads_everything_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "denied" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "secretsmanager:GetSecretValue", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_reads_everything_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "under_a_condition" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/team" = "app" } } }] }) }
  expect {
    policy  = "aws_iam_reads_everything_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "on_everything" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInstances", "secretsmanager:GetSecretValue"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_reads_everything_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "in_other_letters" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "secretsmanager:GETSECRETVALUE", Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_reads_everything_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "by_a_pattern" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = ["*"] }] }) }
  expect {
    policy  = "aws_iam_reads_everything_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "not_known_yet" {
  attrs = { json = unknown("string") }
  expect {
    policy  = "aws_iam_reads_everything_document"
    verdict = "undecided"
  }
}

resource "aws_iam_account_password_policy" "has_no_document" {
  attrs = { minimum_password_length = 20 }
}
