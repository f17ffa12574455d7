policytest {
  targets = ["ami_owner.policy.hcl"]
}

data "aws_ami" "of_amazon" {
  attrs = { owners = ["amazon"], filter = [{ name = "name", values = ["al2023-*"] }] }
  expect {
    policy  = "aws_ami_owner"
    verdict = "pass"
  }
}

data "aws_ami" "by_filter" {
  attrs = { owners = null, filter = [{ name = "owner-id", values = ["111122223333"] }] }
  expect {
    policy  = "aws_ami_owner"
    verdict = "pass"
  }
}

data "aws_ami" "of_anybody" {
  attrs = { owners = null, filter = [{ name = "name", values = ["al2023-*"] }] }
  expect {
    policy  = "aws_ami_owner"
    verdict = "fail"
  }
}
