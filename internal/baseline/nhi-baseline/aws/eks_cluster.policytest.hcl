policytest {
  targets = ["eks_cluster.policy.hcl"]
}

resource "aws_eks_cluster" "private" {
  attrs = { name = "c", encryption_config = [{ resources = ["secrets"], provider = [{ key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1" }] }], vpc_config = [{ endpoint_public_access = false }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_eks_cluster" "named" {
  attrs = { name = "c", encryption_config = [{ resources = ["secrets"], provider = [{ key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1" }] }], vpc_config = [{ public_access_cidrs = ["192.0.2.0/24"], endpoint_public_access = true }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_eks_cluster" "by_default" {
  attrs = { name = "c", encryption_config = [], vpc_config = [{ public_access_cidrs = null, endpoint_public_access = null }] }
  expect {
    policy  = "aws_eks_secrets"
    verdict = "fail"
  }
}

resource "aws_eks_cluster" "open_by_default" {
  attrs = { name = "c", encryption_config = [{ resources = ["secrets"], provider = [{ key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1" }] }], vpc_config = [{ public_access_cidrs = null, endpoint_public_access = true }] }
  expect {
    policy  = "aws_eks_endpoint"
    verdict = "fail"
  }
}

resource "aws_eks_cluster" "open" {
  attrs = { name = "c", vpc_config = [{ public_access_cidrs = ["0.0.0.0/0"], endpoint_public_access = true }] }
  expect {
    policy  = "aws_eks_endpoint"
    verdict = "fail"
  }
}

resource "aws_eks_cluster" "not_known_yet" {
  attrs = { name = "c", encryption_config = [{ resources = ["secrets"], provider = [{ key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1" }] }], vpc_config = [{ public_access_cidrs = unknown("set(string)"), endpoint_public_access = true }] }
  expect {
    policy  = "aws_eks_endpoint"
    verdict = "undecided"
  }
}
