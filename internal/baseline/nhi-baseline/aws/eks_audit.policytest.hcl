policytest {
  targets = ["eks_audit.policy.hcl"]
}

resource "aws_eks_cluster" "recorded" {
  attrs = { name = "c", enabled_cluster_log_types = ["api", "audit", "authenticator"] }
  expect {
    verdict = "pass"
  }
}

resource "aws_eks_cluster" "in_part" {
  attrs = { name = "c", enabled_cluster_log_types = ["api"] }
  expect {
    verdict = "fail"
  }
}

resource "aws_eks_cluster" "not_recorded" {
  attrs = { name = "c", enabled_cluster_log_types = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_eks_cluster" "not_known_yet" {
  attrs = { name = "c", enabled_cluster_log_types = unknown("set(string)") }
  expect {
    verdict = "undecided"
  }
}
