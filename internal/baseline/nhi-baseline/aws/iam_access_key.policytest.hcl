policytest {
  targets = ["iam_access_key.policy.hcl"]
}

resource "aws_iam_access_key" "of_a_pipeline" {
  attrs = { user = "deploy", status = null }
  expect {
    policy  = "aws_iam_access_key"
    verdict = "fail"
  }
}

resource "aws_iam_access_key" "switched_off" {
  attrs = { user = "deploy", status = "Inactive" }
  expect {
    policy  = "aws_iam_access_key"
    verdict = "pass"
  }
}

resource "aws_iam_service_specific_credential" "git" {
  attrs = { user_name = "deploy", service_name = "codecommit.amazonaws.com", status = null }
  expect {
    policy  = "aws_iam_service_specific_credential"
    verdict = "fail"
  }
}

resource "aws_iam_service_specific_credential" "switched_off" {
  attrs = { user_name = "deploy", service_name = "codecommit.amazonaws.com", status = "Inactive" }
  expect {
    policy  = "aws_iam_service_specific_credential"
    verdict = "pass"
  }
}

resource "aws_lightsail_bucket_access_key" "of_a_bucket" {
  attrs = { bucket_name = "b" }
  expect {
    policy  = "aws_lightsail_bucket_access_key"
    verdict = "fail"
  }
}
