policytest {
  targets = ["secret_in_user_data.policy.hcl"]
}

resource "aws_instance" "without_user_data" {
  attrs = { user_data = null }
}

resource "aws_launch_template" "without_user_data" {
  attrs = { user_data = null }
}

resource "aws_spot_instance_request" "without_user_data" {
  attrs = { user_data = null }
}

resource "aws_launch_configuration" "fetches" {
  attrs = { user_data = "aws ssm get-parameter --name /app/db" }
  expect {
    verdict = "pass"
  }
}

resource "aws_spot_instance_request" "fetches" {
  attrs = { user_data = "aws ssm get-parameter --name /app/db" }
  expect {
    verdict = "pass"
  }
}

resource "aws_spot_instance_request" "a_password" {
  attrs = { user_data = "DB_PASSWORD=not-so-secret" }
  expect {
    verdict = "fail"
  }
}

resource "aws_instance" "fetches" {
  attrs = { user_data = "#!/bin/sh\naws secretsmanager get-secret-value --secret-id db\nexport DB_PASSWORD=$(cat /run/secret)" }
  expect {
    verdict = "pass"
  }
}

resource "aws_instance" "an_access_key" {
  attrs = { user_data = "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE" }
  expect {
    verdict = "fail"
  }
}

resource "aws_launch_configuration" "a_password" {
  attrs = { user_data = "DB_PASSWORD=not-so-secret" }
  expect {
    verdict = "fail"
  }
}

resource "aws_instance" "not_known_yet" {
  attrs = { user_data = unknown("string") }
  expect {
    verdict = "undecided"
  }
}
