policytest {
  targets = ["rbac_escalation.policy.hcl"]
}

resource "kubernetes_role" "reads_pods" {
  attrs = { rule = [{ api_groups = [""], resources = ["pods"], verbs = ["get", "list"] }] }
  meta  = { type = "kubernetes_role" }
  expect {
    policy  = "kubernetes_rbac_escalation"
    verdict = "pass"
  }
}

resource "kubernetes_role" "runs_pods" {
  attrs = { rule = [{ api_groups = [""], resources = ["pods"], verbs = ["create", "delete"] }] }
  meta  = { type = "kubernetes_role" }
  expect {
    policy  = "kubernetes_rbac_escalation"
    verdict = "pass"
  }
}

resource "kubernetes_cluster_role" "binds_one" {
  attrs = { rule = [{ api_groups = ["rbac.authorization.k8s.io"], resources = ["clusterroles"], verbs = ["bind"], resource_names = ["view"] }] }
  meta  = { type = "kubernetes_cluster_role" }
  expect {
    policy  = "kubernetes_rbac_escalation"
    verdict = "pass"
  }
}

resource "kubernetes_cluster_role" "reads_roles" {
  attrs = { rule = [{ api_groups = ["rbac.authorization.k8s.io"], resources = ["clusterroles"], verbs = ["get", "list"] }] }
  meta  = { type = "kubernetes_cluster_role" }
  expect {
    policy  = "kubernetes_rbac_escalation"
    verdict = "pass"
  }
}

resource "kubernetes_cluster_role" "impersonates" {
  attrs = { rule = [{ api_groups = [""], resources = ["users", "groups"], verbs = ["impersonate"] }] }
  meta  = { type = "kubernetes_cluster_role" }
  expect {
    policy  = "kubernetes_rbac_escalation"
    verdict = "fail"
  }
}

resource "kubernetes_role_v1" "commands" {
  attrs = { rule = [{ api_groups = [""], resources = ["pods", "pods/exec"], verbs = ["create"] }] }
  meta  = { type = "kubernetes_role_v1" }
  expect {
    policy  = "kubernetes_rbac_escalation"
    verdict = "fail"
  }
}

resource "kubernetes_cluster_role_v1" "webhooks" {
  attrs = { rule = [{ api_groups = ["admissionregistration.k8s.io"], resources = ["mutatingwebhookconfigurations"], verbs = ["patch"] }] }
  meta  = { type = "kubernetes_cluster_role_v1" }
  expect {
    policy  = "kubernetes_rbac_escalation"
    verdict = "fail"
  }
}

resource "kubernetes_manifest" "pods_everywhere" {
  attrs = { manifest = { kind = "ClusterRole", rules = [{ apiGroups = [""], resources = ["pods"], verbs = ["create"] }] } }
  meta  = { type = "kubernetes_manifest" }
  expect {
    policy  = "kubernetes_rbac_escalation"
    verdict = "fail"
  }
}

resource "kubernetes_role" "not_known_yet" {
  attrs = { rule = [{ api_groups = [""], resources = ["pods"], verbs = [unknown("string")] }] }
  meta  = { type = "kubernetes_role" }
  expect {
    policy  = "kubernetes_rbac_escalation"
    verdict = "undecided"
  }
}

resource "kubernetes_namespace" "no_role" {
  attrs = { id = "x" }
  meta  = { type = "kubernetes_namespace" }
}
