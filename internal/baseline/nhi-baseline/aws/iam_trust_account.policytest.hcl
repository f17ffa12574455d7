policytest {
  targets = ["iam_trust_account.policy.hcl"]
}

resource "aws_iam_role" "of_one_role" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "sts:AssumeRole" }] }) }
  expect {
    policy  = "aws_iam_trust_account"
    verdict = "pass"
  }
}

resource "aws_iam_role" "of_an_account" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sts:AssumeRole" }] }) }
  expect {
    policy  = "aws_iam_trust_account"
    verdict = "fail"
  }
}

resource "aws_iam_role" "of_accounts_by_number" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "444455556666"] }, Action = "sts:AssumeRole" }] }) }
  expect {
    policy  = "aws_iam_trust_account"
    verdict = "fail"
  }
}

resource "aws_iam_role" "with_an_external_id" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sts:AssumeRole", Condition = { StringEquals = { "sts:ExternalId" = "f3a1" } } }] }) }
  expect {
    policy  = "aws_iam_trust_account"
    verdict = "pass"
  }
}

resource "aws_iam_role" "with_a_region_only" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sts:AssumeRole", Condition = { StringEquals = { "aws:RequestedRegion" = "eu-west-1" } } }] }) }
  expect {
    policy  = "aws_iam_trust_account"
    verdict = "fail"
  }
}

resource "aws_iam_role" "of_a_service" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] }) }
  expect {
    policy  = "aws_iam_trust_account"
    verdict = "pass"
  }
}

resource "aws_iam_role" "not_known_yet" {
  attrs = { assume_role_policy = unknown("string") }
  expect {
    policy  = "aws_iam_trust_account"
    verdict = "undecided"
  }
}

resource "aws_iam_role" "without_trust" {
  attrs = { assume_role_policy = null }
}

data "aws_iam_policy_document" "of_one_role" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "sts:AssumeRole" }] }) }
  expect {
    policy  = "aws_iam_trust_account_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "of_an_account" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sts:AssumeRole" }] }) }
  expect {
    policy  = "aws_iam_trust_account_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "of_accounts_by_number" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "444455556666"] }, Action = "sts:AssumeRole" }] }) }
  expect {
    policy  = "aws_iam_trust_account_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "with_an_external_id" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sts:AssumeRole", Condition = { StringEquals = { "sts:ExternalId" = "f3a1" } } }] }) }
  expect {
    policy  = "aws_iam_trust_account_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "with_a_region_only" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sts:AssumeRole", Condition = { StringEquals = { "aws:RequestedRegion" = "eu-west-1" } } }] }) }
  expect {
    policy  = "aws_iam_trust_account_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "of_a_service" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] }) }
  expect {
    policy  = "aws_iam_trust_account_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "not_known_yet" {
  attrs = { json = unknown("string") }
  expect {
    policy  = "aws_iam_trust_account_document"
    verdict = "undecided"
  }
}
