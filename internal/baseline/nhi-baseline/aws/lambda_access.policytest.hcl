policytest {
  targets = ["lambda_access.policy.hcl"]
}

resource "aws_lambda_permission" "of_a_bucket" {
  attrs = { function_name = "f", principal = "s3.amazonaws.com", source_arn = "arn:aws:s3:::b" }
  expect {
    policy  = "aws_lambda_permission_open"
    verdict = "pass"
  }
}

resource "aws_lambda_permission" "of_an_account" {
  attrs = { function_name = "f", principal = "111122223333", source_arn = null }
  expect {
    policy  = "aws_lambda_permission_open"
    verdict = "pass"
  }
}

resource "aws_lambda_permission" "of_any_bucket" {
  attrs = { function_name = "f", principal = "s3.amazonaws.com", source_arn = null }
  expect {
    policy  = "aws_lambda_permission_open"
    verdict = "fail"
  }
}

resource "aws_lambda_permission" "of_everybody" {
  attrs = { function_name = "f", principal = "*" }
  expect {
    policy  = "aws_lambda_permission_open"
    verdict = "fail"
  }
}

resource "aws_lambda_permission" "of_the_organisation" {
  attrs = { function_name = "f", principal = "*", principal_org_id = "o-1" }
  expect {
    policy  = "aws_lambda_permission_open"
    verdict = "pass"
  }
}

resource "aws_lambda_permission" "not_known_yet" {
  attrs = { function_name = "f", principal = unknown("string") }
  expect {
    policy  = "aws_lambda_permission_open"
    verdict = "undecided"
  }
}

resource "aws_lambda_function_url" "signed" {
  attrs = { function_name = "f", authorization_type = "AWS_IAM" }
  expect {
    policy  = "aws_lambda_function_url_open"
    verdict = "pass"
  }
}

resource "aws_lambda_function_url" "open" {
  attrs = { function_name = "f", authorization_type = "NONE" }
  expect {
    policy  = "aws_lambda_function_url_open"
    verdict = "fail"
  }
}

resource "aws_lambda_layer_version_permission" "of_an_account" {
  attrs = { layer_name = "l", principal = "111122223333" }
  expect {
    policy  = "aws_lambda_layer_open"
    verdict = "pass"
  }
}

resource "aws_lambda_layer_version_permission" "of_everybody" {
  attrs = { layer_name = "l", principal = "*", organization_id = null }
  expect {
    policy  = "aws_lambda_layer_open"
    verdict = "fail"
  }
}
