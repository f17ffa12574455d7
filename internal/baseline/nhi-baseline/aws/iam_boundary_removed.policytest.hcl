policytest {
  targets = ["iam_boundary_removed.policy.hcl"]
}

resource "aws_iam_role" "keeps_it" {
  attrs       = { permissions_boundary = "arn:aws:iam::111122223333:policy/b" }
  prior_attrs = { permissions_boundary = "arn:aws:iam::111122223333:policy/a" }
  expect {
    verdict = "pass"
  }
}

resource "aws_iam_role" "loses_it" {
  attrs       = { permissions_boundary = null }
  prior_attrs = { permissions_boundary = "arn:aws:iam::111122223333:policy/a" }
  expect {
    verdict = "fail"
  }
}

resource "aws_iam_role" "never_had_it" {
  attrs       = { permissions_boundary = null }
  prior_attrs = { permissions_boundary = null }
}

resource "aws_iam_user" "keeps_it" {
  attrs       = { permissions_boundary = "arn:aws:iam::111122223333:policy/b" }
  prior_attrs = { permissions_boundary = "arn:aws:iam::111122223333:policy/a" }
  expect {
    verdict = "pass"
  }
}

resource "aws_iam_user" "loses_it" {
  attrs       = { permissions_boundary = null }
  prior_attrs = { permissions_boundary = "arn:aws:iam::111122223333:policy/a" }
  expect {
    verdict = "fail"
  }
}

resource "aws_iam_user" "never_had_it" {
  attrs       = { permissions_boundary = null }
  prior_attrs = { permissions_boundary = null }
}

resource "aws_iam_role" "not_known_yet" {
  attrs       = { permissions_boundary = unknown("string") }
  prior_attrs = { permissions_boundary = "arn:aws:iam::111122223333:policy/a" }
  expect {
    verdict = "undecided"
  }
}
