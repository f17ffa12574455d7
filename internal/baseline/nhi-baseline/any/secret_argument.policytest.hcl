policytest {
  targets = ["secret_argument.policy.hcl"]
}

resource "mongodbatlas_database_user" "by_role" {
  attrs = { username = "app", password = null, aws_iam_type = "ROLE" }
  meta  = { type = "mongodbatlas_database_user" }
  expect {
    policy  = "any_secret_argument"
    verdict = "pass"
  }
}

resource "postgresql_role" "written_down" {
  attrs = { name = "app", password = "not-so-secret" }
  meta  = { type = "postgresql_role" }
  expect {
    policy  = "any_secret_argument"
    verdict = "fail"
  }
}

resource "example_service" "every_name" {
  attrs = { plaintext_password = "x", admin_password = "x", admin_pass = "x", root_password = "x", root_pass = "x", account_password = "x", client_secret = "x", secret_key = "x", secret_access_key = "x", private_key = "x", api_key = "x", api_token = "x", auth_token = "x", access_token = "x" }
  meta  = { type = "example_service" }
  expect {
    policy  = "any_secret_argument"
    verdict = "fail"
  }
}

resource "postgresql_role" "not_known_yet" {
  attrs = { name = "app", password = unknown("string") }
  meta  = { type = "postgresql_role" }
  expect {
    policy  = "any_secret_argument"
    verdict = "undecided"
  }
}

resource "aws_db_instance" "another_policy" {
  attrs = { password = "not-so-secret" }
  meta  = { type = "aws_db_instance" }
}
