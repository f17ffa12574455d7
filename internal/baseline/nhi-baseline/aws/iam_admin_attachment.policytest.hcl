policytest {
  targets = ["iam_admin_attachment.policy.hcl"]
}

resource "aws_iam_role_policy_attachment" "of_its_own" {
  attrs = { role = "app", policy_arn = "arn:aws:iam::111122223333:policy/app" }
  expect {
    policy  = "aws_iam_admin_attachment"
    verdict = "pass"
  }
}

resource "aws_iam_role_policy_attachment" "administrator" {
  attrs = { role = "app", policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess" }
  expect {
    policy  = "aws_iam_admin_attachment"
    verdict = "fail"
  }
}

resource "aws_iam_policy_attachment" "in_another_partition" {
  attrs = { name = "x", policy_arn = "arn:aws-cn:iam::aws:policy/IAMFullAccess" }
  expect {
    policy  = "aws_iam_admin_attachment"
    verdict = "fail"
  }
}

# Of a policy that this configuration makes.
resource "aws_iam_group_policy_attachment" "not_known_yet" {
  attrs = { group = "ops", policy_arn = unknown("string") }
}

resource "aws_ssoadmin_managed_policy_attachment" "not_known_yet" {
  attrs = { managed_policy_arn = unknown("string") }
}

resource "aws_iam_role" "without_managed_policies" {
  attrs = { managed_policy_arns = null }
}

resource "aws_iam_role" "reads" {
  attrs = { managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }
  expect {
    policy  = "aws_iam_role_admin_attachment"
    verdict = "pass"
  }
}

resource "aws_iam_role" "power" {
  attrs = { managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/PowerUserAccess"] }
  expect {
    policy  = "aws_iam_role_admin_attachment"
    verdict = "fail"
  }
}

resource "aws_iam_role_policy_attachments_exclusive" "reads" {
  attrs = { policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }
  expect {
    policy  = "aws_iam_admin_attachments_exclusive"
    verdict = "pass"
  }
}

resource "aws_iam_user_policy_attachments_exclusive" "power" {
  attrs = { policy_arns = ["arn:aws:iam::aws:policy/PowerUserAccess"] }
  expect {
    policy  = "aws_iam_admin_attachments_exclusive"
    verdict = "fail"
  }
}

resource "aws_ssoadmin_managed_policy_attachment" "reads" {
  attrs = { managed_policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
  expect {
    policy  = "aws_sso_admin_attachment"
    verdict = "pass"
  }
}

resource "aws_ssoadmin_managed_policy_attachment" "administrator" {
  attrs = { managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess" }
  expect {
    policy  = "aws_sso_admin_attachment"
    verdict = "fail"
  }
}

data "aws_iam_policy" "reads" {
  attrs = { arn = null, name = "ReadOnlyAccess" }
  expect {
    policy  = "aws_iam_admin_lookup"
    verdict = "pass"
  }
}

data "aws_iam_policy" "by_name" {
  attrs = { arn = null, name = "AdministratorAccess" }
  expect {
    policy  = "aws_iam_admin_lookup"
    verdict = "fail"
  }
}

data "aws_iam_policy" "by_arn" {
  attrs = { arn = "arn:aws:iam::aws:policy/AdministratorAccess", name = null }
  expect {
    policy  = "aws_iam_admin_lookup"
    verdict = "fail"
  }
}

data "aws_iam_policy" "by_path" {
  attrs = { arn = null, name = null }
  expect {
    policy  = "aws_iam_admin_lookup"
    verdict = "pass"
  }
}
