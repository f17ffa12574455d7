policytest {
  targets = ["iam_trust_anyone.policy.hcl"]
}

resource "aws_iam_role" "of_one_role" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "sts:AssumeRole", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "pass"
  }
}

resource "aws_iam_role" "of_everybody" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "sts:AssumeRole", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "fail"
  }
}

resource "aws_iam_role" "of_every_account" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "sts:AssumeRole", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "fail"
  }
}

resource "aws_iam_role" "of_the_organisation" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "sts:AssumeRole", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "pass"
  }
}

resource "aws_iam_role" "not_known_yet" {
  attrs = { assume_role_policy = unknown("string") }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "undecided"
  }
}

resource "aws_iam_role" "of_a_service" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { Service = "sns.amazonaws.com" }, Action = "sts:AssumeRole", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "pass"
  }
}

resource "aws_iam_role" "of_all_but_one" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::111122223333:user/x" }, Action = "sts:AssumeRole", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "fail"
  }
}

resource "aws_iam_role" "bound_by_nothing" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "sts:AssumeRole", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "fail"
  }
}

resource "aws_iam_role" "over_tls" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "sts:AssumeRole", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "fail"
  }
}

resource "aws_iam_role" "denied_to_all_others" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "sts:AssumeRole", Resource = "*" }, { Sid = "x", Effect = "Deny", Principal = "*", Action = "sts:AssumeRole", Resource = "*", Condition = { NotIpAddress = { "aws:SourceIp" = ["192.0.2.0/24"] } } }] }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "pass"
  }
}

resource "aws_iam_role" "denies_without_tls" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "sts:AssumeRole", Resource = "*" }, { Sid = "x", Effect = "Deny", Principal = "*", Action = "sts:AssumeRole", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "fail"
  }
}

resource "aws_iam_role" "denies_everybody" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Deny", Principal = "*", Action = "sts:AssumeRole", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "pass"
  }
}

resource "aws_iam_role" "by_an_object" {
  attrs = { assume_role_policy = core::jsonencode({ Statement = { Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "sts:AssumeRole", Resource = "*" } }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "fail"
  }
}

resource "aws_iam_role" "without_a_policy" {
  attrs = { assume_role_policy = null }
}

resource "aws_iam_role" "every_service" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "*" } }] }) }
  expect {
    policy  = "aws_iam_trust_anyone"
    verdict = "fail"
  }
}
