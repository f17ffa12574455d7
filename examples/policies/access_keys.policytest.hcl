policytest {
  targets = ["access_keys.policy.hcl"]
}

resource "aws_iam_user" "backup" {
  attrs = { name = "svc-backup", tags = { owner = "jane@acme.example" } }
}

resource "aws_iam_user" "orphan" {
  attrs = { name = "svc-orphan", tags = {} }
}

resource "aws_iam_access_key" "of_an_owned_user" {
  attrs = { user = aws_iam_user.backup.name }
}

resource "aws_iam_access_key" "of_an_orphan" {
  attrs          = { user = aws_iam_user.orphan.name }
  expect_failure = true
}

resource "aws_iam_access_key" "of_a_user_from_elsewhere" {
  attrs          = { user = "svc-elsewhere" }
  expect_failure = true
}
