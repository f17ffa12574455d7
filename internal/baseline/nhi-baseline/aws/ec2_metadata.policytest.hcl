policytest {
  targets = ["ec2_metadata.policy.hcl"]
}

resource "aws_instance" "with_tokens" {
  attrs = { metadata_options = [{ http_tokens = "required", http_endpoint = null }] }
  expect {
    policy  = "aws_instance_metadata"
    verdict = "pass"
  }
}

resource "aws_instance" "without_the_service" {
  attrs = { metadata_options = [{ http_tokens = null, http_endpoint = "disabled" }] }
  expect {
    policy  = "aws_instance_metadata"
    verdict = "pass"
  }
}

resource "aws_instance" "by_default" {
  attrs = { ami = "ami-1", metadata_options = [] }
  expect {
    policy  = "aws_instance_metadata"
    verdict = "fail"
  }
}

resource "aws_instance" "without_tokens" {
  attrs = { metadata_options = [{ http_tokens = "optional", http_endpoint = "enabled" }] }
  expect {
    policy  = "aws_instance_metadata"
    verdict = "fail"
  }
}

resource "aws_instance" "by_its_template" {
  attrs = { metadata_options = [], launch_template = [{ id = "lt-1" }] }
}

resource "aws_instance" "not_known_yet" {
  attrs = { metadata_options = [{ http_tokens = unknown("string"), http_endpoint = "enabled" }] }
  expect {
    policy  = "aws_instance_metadata"
    verdict = "undecided"
  }
}

resource "aws_launch_template" "with_tokens" {
  attrs = { metadata_options = [{ http_tokens = "required" }] }
  expect {
    policy  = "aws_launch_metadata"
    verdict = "pass"
  }
}

resource "aws_launch_configuration" "by_default" {
  attrs = { metadata_options = [] }
  expect {
    policy  = "aws_launch_metadata"
    verdict = "fail"
  }
}

resource "aws_spot_instance_request" "with_tokens" {
  attrs = { metadata_options = [{ http_tokens = "required" }] }
  expect {
    policy  = "aws_spot_metadata"
    verdict = "pass"
  }
}

resource "aws_spot_instance_request" "by_default" {
  attrs = { metadata_options = [] }
  expect {
    policy  = "aws_spot_metadata"
    verdict = "fail"
  }
}

resource "aws_spot_instance_request" "by_its_template" {
  attrs = { metadata_options = [], launch_template = [{ id = "lt-1" }] }
}

resource "aws_imagebuilder_infrastructure_configuration" "with_tokens" {
  attrs = { instance_metadata_options = [{ http_tokens = "required" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_imagebuilder_infrastructure_configuration" "by_default" {
  attrs = { instance_metadata_options = [] }
  expect {
    verdict = "fail"
  }
}

resource "aws_sagemaker_notebook_instance" "version_two" {
  attrs = { instance_metadata_service_configuration = [{ minimum_instance_metadata_service_version = "2" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_sagemaker_notebook_instance" "by_default" {
  attrs = { instance_metadata_service_configuration = [] }
  expect {
    verdict = "pass"
  }
}

resource "aws_sagemaker_notebook_instance" "version_1" {
  attrs = { instance_metadata_service_configuration = [{ minimum_instance_metadata_service_version = "1" }] }
  expect {
    policy  = "aws_sagemaker_metadata"
    verdict = "fail"
  }
}
