policytest {
  targets = ["emr_roles.policy.hcl"]
}

resource "aws_emr_cluster" "its_own" {
  attrs = { name = "e", service_role = "arn:aws:iam::111122223333:role/e", ec2_attributes = [{ instance_profile = "arn:aws:iam::111122223333:instance-profile/e" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_emr_cluster" "shared" {
  attrs = { name = "e", service_role = "EMR_DefaultRole", ec2_attributes = [{ instance_profile = "EMR_EC2_DefaultRole" }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_emr_cluster" "not_known_yet" {
  attrs = { name = "e", service_role = unknown("string"), ec2_attributes = [] }
  expect {
    verdict = "undecided"
  }
}
