policytest {
  targets = ["iam_wildcard_action.policy.hcl"]
}

resource "aws_iam_policy" "names_its_actions" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:List*"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_wildcard_action"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "denies_everything" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_wildcard_action"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "denies_all_but" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = ["iam:*"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_wildcard_action"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "of_a_key" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "kms:*", Resource = "*", Principal = { AWS = "arn:aws:iam::111122223333:root" } }] }) }
  expect {
    policy  = "aws_iam_wildcard_action"
    verdict = "pass"
  }
}

resource "aws_iam_policy" "everything" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_wildcard_action"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "a_whole_service" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "IAM:*"], Resource = "arn:aws:iam::111122223333:role/app" }] }) }
  expect {
    policy  = "aws_iam_wildcard_action"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "all_but" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = ["iam:*"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_wildcard_action"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "by_an_object" {
  attrs = { policy = core::jsonencode({ Statement = { Effect = "Allow", Action = "*:*", Resource = "*" } }) }
  expect {
    policy  = "aws_iam_wildcard_action"
    verdict = "fail"
  }
}

resource "aws_iam_policy" "not_known_yet" {
  attrs = { policy = unknown("string") }
  expect {
    policy  = "aws_iam_wildcard_action"
    verdict = "undecided"
  }
}

resource "aws_iam_account_password_policy" "has_no_document" {
  attrs = { minimum_password_length = 20 }
}

resource "aws_iam_policy" "of_nothing" {
  attrs = { policy = "" }
}

data "aws_iam_policy_document" "names_its_actions" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:List*"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_wildcard_action_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "denies_everything" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_wildcard_action_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "denies_all_but" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = ["iam:*"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_wildcard_action_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "of_a_key" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "kms:*", Resource = "*", Principal = { AWS = "arn:aws:iam::111122223333:root" } }] }) }
  expect {
    policy  = "aws_iam_wildcard_action_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "everything" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_wildcard_action_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "a_whole_service" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "IAM:*"], Resource = "arn:aws:iam::111122223333:role/app" }] }) }
  expect {
    policy  = "aws_iam_wildcard_action_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "all_but" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = ["iam:*"], Resource = "*" }] }) }
  expect {
    policy  = "aws_iam_wildcard_action_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "by_an_object" {
  attrs = { json = core::jsonencode({ Statement = { Effect = "Allow", Action = "*:*", Resource = "*" } }) }
  expect {
    policy  = "aws_iam_wildcard_action_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "not_known_yet" {
  attrs = { json = unknown("string") }
  expect {
    policy  = "aws_iam_wildcard_action_document"
    verdict = "undecided"
  }
}
