policytest {
  targets = ["iam_inline_policies.policy.hcl"]
}

resource "aws_iam_role" "without_inline_policies" {
  attrs = { inline_policy = [] }
}

resource "aws_iam_role" "narrow" {
  attrs = { inline_policy = [{ name = "app", policy = core::jsonencode({ Statement = { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::app/*" } }) }] }
  expect {
    policy  = "aws_iam_role_inline_policy"
    verdict = "pass"
  }
}

resource "aws_iam_role" "a_whole_service" {
  attrs = { inline_policy = [{ name = "app", policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = "*" }] }) }] }
  expect {
    policy  = "aws_iam_role_inline_policy"
    verdict = "fail"
  }
}

resource "aws_iam_role" "passes_any_role" {
  attrs = { inline_policy = [{ name = "app", policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }] }) }] }
  expect {
    policy  = "aws_iam_role_inline_policy"
    verdict = "fail"
  }
}

resource "aws_iam_role" "passes_one_role" {
  attrs = { inline_policy = [{ name = "app", policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "arn:aws:iam::111122223333:role/app" }] }) }] }
  expect {
    policy  = "aws_iam_role_inline_policy"
    verdict = "pass"
  }
}

resource "aws_iam_role" "all_but" {
  attrs = { inline_policy = [{ name = "app", policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }] }) }] }
  expect {
    policy  = "aws_iam_role_inline_policy"
    verdict = "fail"
  }
}

resource "aws_iam_role" "not_known_yet" {
  attrs = { inline_policy = [{ name = "app", policy = unknown("string") }] }
  expect {
    policy  = "aws_iam_role_inline_policy"
    verdict = "undecided"
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "narrow" {
  attrs = { inline_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::app/*" }] }) }
  expect {
    policy  = "aws_sso_inline_policy"
    verdict = "pass"
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "everything" {
  attrs = { inline_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
  expect {
    policy  = "aws_sso_inline_policy"
    verdict = "fail"
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "not_known_yet" {
  attrs = { inline_policy = unknown("string") }
  expect {
    policy  = "aws_sso_inline_policy"
    verdict = "undecided"
  }
}
