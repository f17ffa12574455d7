policytest {
  targets = ["rbac_wildcard.policy.hcl"]
}

resource "kubernetes_role" "reads_pods" {
  attrs = { rule = [{ api_groups = [""], resources = ["pods"], verbs = ["get", "list"] }] }
  meta  = { type = "kubernetes_role" }
  expect {
    policy  = "kubernetes_rbac_wildcard"
    verdict = "pass"
  }
}

resource "kubernetes_role" "reads_metrics" {
  attrs = { rule = [{ api_groups = ["metrics.k8s.io"], resources = ["*"], verbs = ["get", "list"] }] }
  meta  = { type = "kubernetes_role" }
  expect {
    policy  = "kubernetes_rbac_wildcard"
    verdict = "pass"
  }
}

resource "kubernetes_cluster_role" "urls" {
  attrs = { rule = [{ api_groups = null, resources = null, non_resource_urls = ["/healthz"], verbs = ["get"] }] }
  meta  = { type = "kubernetes_cluster_role" }
  expect {
    policy  = "kubernetes_rbac_wildcard"
    verdict = "pass"
  }
}

resource "kubernetes_cluster_role_v1" "everything" {
  attrs = { rule = [{ api_groups = ["*"], resources = ["*"], verbs = ["*"] }] }
  meta  = { type = "kubernetes_cluster_role_v1" }
  expect {
    policy  = "kubernetes_rbac_wildcard"
    verdict = "fail"
  }
}

resource "kubernetes_role_v1" "every_verb" {
  attrs = { rule = [{ api_groups = ["apps"], resources = ["deployments"], verbs = ["*"] }] }
  meta  = { type = "kubernetes_role_v1" }
  expect {
    policy  = "kubernetes_rbac_wildcard"
    verdict = "fail"
  }
}

resource "kubernetes_manifest" "every_resource" {
  attrs = { manifest = { apiVersion = "rbac.authorization.k8s.io/v1", kind = "ClusterRole", metadata = { name = "all" }, rules = [{ apiGroups = [""], resources = ["*"], verbs = ["get"] }] } }
  meta  = { type = "kubernetes_manifest" }
  expect {
    policy  = "kubernetes_rbac_wildcard"
    verdict = "fail"
  }
}

resource "kubernetes_role" "not_known_yet" {
  attrs = { rule = [{ api_groups = [""], resources = ["pods"], verbs = [unknown("string")] }] }
  meta  = { type = "kubernetes_role" }
  expect {
    policy  = "kubernetes_rbac_wildcard"
    verdict = "undecided"
  }
}

resource "kubernetes_namespace" "no_role" {
  attrs = { id = "x" }
  meta  = { type = "kubernetes_namespace" }
}
