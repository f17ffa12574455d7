policytest {
  targets = ["iam_password_policy.policy.hcl"]
}

resource "aws_iam_account_password_policy" "strict" {
  attrs = { minimum_password_length = 16, require_lowercase_characters = true, require_uppercase_characters = true, require_numbers = true, require_symbols = true, password_reuse_prevention = 24, max_password_age = 60 }
  expect {
    verdict = "pass"
  }
}

resource "aws_iam_account_password_policy" "of_nothing" {
  attrs = { minimum_password_length = null, require_lowercase_characters = null, password_reuse_prevention = null, max_password_age = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_iam_account_password_policy" "unchangeable" {
  attrs = { allow_users_to_change_password = false, minimum_password_length = 16 }
  expect {
    verdict = "fail"
  }
}

resource "aws_iam_account_password_policy" "endless" {
  attrs = { minimum_password_length = 16, require_lowercase_characters = true, require_uppercase_characters = true, require_numbers = true, require_symbols = true, password_reuse_prevention = 24, max_password_age = 0 }
  expect {
    verdict = "fail"
  }
}

resource "aws_iam_account_password_policy" "not_known_yet" {
  attrs = { minimum_password_length = unknown("number"), require_lowercase_characters = true, require_uppercase_characters = true, require_numbers = true, require_symbols = true, password_reuse_prevention = 24, max_password_age = 60 }
  expect {
    verdict = "undecided"
  }
}
