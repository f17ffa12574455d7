policytest {
  targets = ["boundary.policy.hcl"]
}

resource "aws_iam_user" "keeps_its_boundary" {
  prior_attrs = { name = "svc-ci", permissions_boundary = "arn:aws:iam::111122223333:policy/boundary" }
  attrs       = { name = "svc-ci", permissions_boundary = "arn:aws:iam::111122223333:policy/boundary-v2" }
}

resource "aws_iam_user" "loses_its_boundary" {
  prior_attrs    = { name = "svc-ci", permissions_boundary = "arn:aws:iam::111122223333:policy/boundary" }
  attrs          = { name = "svc-ci", permissions_boundary = null }
  expect_failure = true
}

resource "aws_cloudtrail" "of_one_region" {
  prior_attrs = { name = "lab", is_multi_region_trail = false }
}

resource "aws_cloudtrail" "of_every_region" {
  prior_attrs    = { name = "audit", is_multi_region_trail = true }
  expect_failure = true
}
