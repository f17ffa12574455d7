policytest {
  targets = ["rbac_secrets.policy.hcl"]
}

resource "kubernetes_role" "one_secret" {
  attrs = { rule = [{ api_groups = [""], resources = ["secrets"], verbs = ["get"], resource_names = ["db"] }] }
  meta  = { type = "kubernetes_role" }
  expect {
    policy  = "kubernetes_rbac_secrets"
    verdict = "pass"
  }
}

resource "kubernetes_cluster_role" "nodes" {
  attrs = { rule = [{ api_groups = [""], resources = ["nodes"], verbs = ["get", "list"] }] }
  meta  = { type = "kubernetes_cluster_role" }
  expect {
    policy  = "kubernetes_rbac_secrets"
    verdict = "pass"
  }
}

resource "kubernetes_cluster_role" "all_of_them" {
  attrs = { rule = [{ api_groups = [""], resources = ["pods", "secrets"], verbs = ["get", "list", "watch"] }] }
  meta  = { type = "kubernetes_cluster_role" }
  expect {
    policy  = "kubernetes_rbac_secrets"
    verdict = "fail"
  }
}

resource "kubernetes_role_v1" "lists" {
  attrs = { rule = [{ api_groups = [""], resources = ["secrets"], verbs = ["list"] }] }
  meta  = { type = "kubernetes_role_v1" }
  expect {
    policy  = "kubernetes_rbac_secrets"
    verdict = "fail"
  }
}

resource "kubernetes_manifest" "all_of_them" {
  attrs = { manifest = { kind = "ClusterRole", rules = [{ apiGroups = [""], resources = ["secrets"], verbs = ["get"] }] } }
  meta  = { type = "kubernetes_manifest" }
  expect {
    policy  = "kubernetes_rbac_secrets"
    verdict = "fail"
  }
}

resource "kubernetes_cluster_role" "not_known_yet" {
  attrs = { rule = [{ api_groups = [""], resources = [unknown("string")], verbs = ["get"] }] }
  meta  = { type = "kubernetes_cluster_role" }
  expect {
    policy  = "kubernetes_rbac_secrets"
    verdict = "undecided"
  }
}

resource "kubernetes_namespace" "no_role" {
  attrs = { id = "x" }
  meta  = { type = "kubernetes_namespace" }
}
