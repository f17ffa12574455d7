policytest {
  targets = ["iam_manages_permissions.policy.hcl"]
}

resource "aws_iam_policy" "on_what_is_named" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:PutBucketPolicy"], Resource = "arn:aws:iam::111122223333:role/app" }] }) }
  expect {
    policy  = "aws_iam_manages_permissions"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "something_else_on_everything" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInstances"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_manages_permissions"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "denied" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:PutBucketPolicy", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_manages_permissions"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "under_a_condition" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PutBucketPolicy", Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/team" = "app" } } }] }) }
  expect {
    policy  = "aws_iam_manages_permissions"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "on_everything" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInstances", "s3:PutBucketPolicy"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_manages_permissions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "in_other_letters" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PUTBUCKETPOLICY", Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_manages_permissions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "by_a_pattern" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "kms:PutK*", Resource = ["*"] }] }) }
  expect {
    policy  = "aws_iam_manages_permissions"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "not_known_yet" {
  attrs = { policy = unknown("string") }
  expect {
    policy  = "aws_iam_manages_permissions"
    verdict = "undecided"
  }
}

data "aws_iam_policy_document" "on_what_is_named" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:PutBucketPolicy"], Resource = "arn:aws:iam::111122223333:role/app" }] }) }
  expect {
    policy  = "aws_iam_manages_permissions_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "something_else_on_everything" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInstances"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_manages_permissions_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "denied" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:PutBucketPolicy", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_manages_permissions_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "under_a_condition" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PutBucketPolicy", Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/team" = "app" } } }] }) }
  expect {
    policy  = "aws_iam_manages_permissions_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "on_everything" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInstances", "s3:PutBucketPolicy"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_manages_permissions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "in_other_letters" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PUTBUCKETPOLICY", Resource = ["arn:aws:iam::111122223333:role/app", "*"] }] }) }
  expect {
    policy  = "aws_iam_manages_permissions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "by_a_pattern" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "kms:PutK*", Resource = ["*"] }] }) }
  expect {
    policy  = "aws_iam_manages_permissions_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "not_known_yet" {
  attrs = { json = unknown("string") }
  expect {
    policy  = "aws_iam_manages_permissions_document"
    verdict = "undecided"
  }
}

resource "aws_iam_account_password_policy" "has_no_document" {
  attrs = { minimum_password_length = 20 }
}
