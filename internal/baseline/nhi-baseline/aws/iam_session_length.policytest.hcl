policytest {
  targets = ["iam_session_length.policy.hcl"]
}

resource "aws_iam_role" "by_default" {
  attrs = { max_session_duration = null }
}

resource "aws_iam_role" "an_hour" {
  attrs = { max_session_duration = 3600 }
  expect {
    verdict = "pass"
  }
}

resource "aws_iam_role" "half_a_day" {
  attrs = { max_session_duration = 43200 }
  expect {
    verdict = "fail"
  }
}

resource "aws_iam_role" "not_known_yet" {
  attrs = { max_session_duration = unknown("number") }
  expect {
    verdict = "undecided"
  }
}

resource "aws_rolesanywhere_profile" "by_default" {
  attrs = { duration_seconds = null }
}

resource "aws_rolesanywhere_profile" "an_hour" {
  attrs = { duration_seconds = 3600 }
  expect {
    verdict = "pass"
  }
}

resource "aws_rolesanywhere_profile" "half_a_day" {
  attrs = { duration_seconds = 43200 }
  expect {
    verdict = "fail"
  }
}

resource "aws_ssoadmin_permission_set" "by_default" {
  attrs = { session_duration = null }
}

resource "aws_ssoadmin_permission_set" "two_hours" {
  attrs = { session_duration = "PT2H" }
  expect {
    verdict = "pass"
  }
}

resource "aws_ssoadmin_permission_set" "of_minutes" {
  attrs = { session_duration = "PT90M" }
  expect {
    verdict = "pass"
  }
}

resource "aws_ssoadmin_permission_set" "half_a_day" {
  attrs = { session_duration = "PT12H" }
  expect {
    verdict = "fail"
  }
}

resource "aws_ssoadmin_permission_set" "by_minutes" {
  attrs = { session_duration = "PT600M" }
  expect {
    verdict = "fail"
  }
}

resource "aws_ssoadmin_permission_set" "not_known_yet" {
  attrs = { session_duration = unknown("string") }
  expect {
    verdict = "undecided"
  }
}
