policytest {
  targets = ["iam_trust_saml.policy.hcl"]
}

resource "aws_iam_role" "for_an_audience" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/idp" }, Action = "sts:AssumeRoleWithSAML", Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } } }] }) }
  expect {
    policy  = "aws_iam_trust_saml"
    verdict = "pass"
  }
}

resource "aws_iam_role" "no_condition" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/idp" }, Action = "sts:AssumeRoleWithSAML" }] }) }
  expect {
    policy  = "aws_iam_trust_saml"
    verdict = "fail"
  }
}

resource "aws_iam_role" "any_audience" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/idp" }, Action = "sts:AssumeRoleWithSAML", Condition = { StringLike = { "SAML:aud" = "*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_saml"
    verdict = "fail"
  }
}

resource "aws_iam_role" "not_known_yet" {
  attrs = { assume_role_policy = unknown("string") }
  expect {
    policy  = "aws_iam_trust_saml"
    verdict = "undecided"
  }
}

resource "aws_iam_role" "without_trust" {
  attrs = { assume_role_policy = null }
}

data "aws_iam_policy_document" "for_an_audience" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/idp" }, Action = "sts:AssumeRoleWithSAML", Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } } }] }) }
  expect {
    policy  = "aws_iam_trust_saml_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "no_condition" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/idp" }, Action = "sts:AssumeRoleWithSAML" }] }) }
  expect {
    policy  = "aws_iam_trust_saml_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "any_audience" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/idp" }, Action = "sts:AssumeRoleWithSAML", Condition = { StringLike = { "SAML:aud" = "*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_saml_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "not_known_yet" {
  attrs = { json = unknown("string") }
  expect {
    policy  = "aws_iam_trust_saml_document"
    verdict = "undecided"
  }
}
