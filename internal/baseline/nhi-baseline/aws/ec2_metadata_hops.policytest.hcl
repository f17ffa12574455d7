policytest {
  targets = ["ec2_metadata_hops.policy.hcl"]
}

resource "aws_instance" "by_default" {
  attrs = { metadata_options = [] }
}

resource "aws_instance" "one" {
  attrs = { metadata_options = [{ http_put_response_hop_limit = 1 }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_instance" "two" {
  attrs = { metadata_options = [{ http_put_response_hop_limit = 2 }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_launch_template" "by_default" {
  attrs = { metadata_options = [] }
}

resource "aws_launch_template" "one" {
  attrs = { metadata_options = [{ http_put_response_hop_limit = 1 }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_launch_template" "two" {
  attrs = { metadata_options = [{ http_put_response_hop_limit = 2 }] }
  expect {
    verdict = "fail"
  }
}
