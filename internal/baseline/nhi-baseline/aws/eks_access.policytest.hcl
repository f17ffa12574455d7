policytest {
  targets = ["eks_access.policy.hcl"]
}

resource "aws_eks_access_policy_association" "of_a_namespace" {
  attrs = { principal_arn = "arn:aws:iam::111122223333:role/app", cluster_name = "c", policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy", access_scope = [{ type = "namespace", namespaces = ["app"] }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_eks_access_policy_association" "views" {
  attrs = { principal_arn = "arn:aws:iam::111122223333:role/app", cluster_name = "c", policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", access_scope = [{ type = "cluster" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_eks_access_policy_association" "of_everything" {
  attrs = { principal_arn = "arn:aws:iam::111122223333:role/app", cluster_name = "c", policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", access_scope = [{ type = "cluster" }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_eks_access_entry" "of_no_group" {
  attrs = { principal_arn = "arn:aws:iam::111122223333:role/app", kubernetes_groups = null }
}

resource "aws_eks_access_entry" "of_a_group" {
  attrs = { principal_arn = "arn:aws:iam::111122223333:role/app", kubernetes_groups = ["deployers"] }
  expect {
    verdict = "pass"
  }
}

resource "aws_eks_access_entry" "of_the_masters" {
  attrs = { principal_arn = "arn:aws:iam::111122223333:role/app", kubernetes_groups = ["system:masters"] }
  expect {
    verdict = "fail"
  }
}

resource "aws_eks_cluster" "not_said" {
  attrs = { name = "c", access_config = [] }
}

resource "aws_eks_cluster" "by_api" {
  attrs = { name = "c", access_config = [{ authentication_mode = "API" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_eks_cluster" "by_config_map" {
  attrs = { name = "c", access_config = [{ authentication_mode = "CONFIG_MAP" }] }
  expect {
    verdict = "fail"
  }
}
