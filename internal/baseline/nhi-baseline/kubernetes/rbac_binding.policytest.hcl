policytest {
  targets = ["rbac_binding.policy.hcl"]
}

resource "kubernetes_role_binding" "a_workload" {
  attrs = { role_ref = [{ api_group = "rbac.authorization.k8s.io", kind = "Role", name = "reader" }], subject = [{ kind = "ServiceAccount", name = "app", namespace = "shop" }] }
  meta  = { type = "kubernetes_role_binding" }
  expect {
    policy  = "kubernetes_rbac_admin_binding"
    verdict = "pass"
  }
}

resource "kubernetes_role_binding" "edits_a_namespace" {
  attrs = { role_ref = [{ kind = "ClusterRole", name = "edit" }], subject = [{ kind = "Group", name = "shop-developers" }] }
  meta  = { type = "kubernetes_role_binding" }
  expect {
    policy  = "kubernetes_rbac_everybody"
    verdict = "pass"
  }
}

resource "kubernetes_cluster_role_binding" "discovery" {
  attrs = { role_ref = [{ kind = "ClusterRole", name = "system:discovery" }], subject = [{ kind = "Group", name = "system:authenticated" }] }
  meta  = { type = "kubernetes_cluster_role_binding" }
  expect {
    policy  = "kubernetes_rbac_everybody"
    verdict = "pass"
  }
}

resource "kubernetes_cluster_role_binding" "admin" {
  attrs = { role_ref = [{ kind = "ClusterRole", name = "cluster-admin" }], subject = [{ kind = "ServiceAccount", name = "tiller", namespace = "kube-system" }] }
  meta  = { type = "kubernetes_cluster_role_binding" }
  expect {
    policy  = "kubernetes_rbac_admin_binding"
    verdict = "fail"
  }
}

resource "kubernetes_cluster_role_binding_v1" "edits_everything" {
  attrs = { role_ref = [{ kind = "ClusterRole", name = "edit" }], subject = [{ kind = "Group", name = "developers" }] }
  meta  = { type = "kubernetes_cluster_role_binding_v1" }
  expect {
    policy  = "kubernetes_rbac_admin_binding"
    verdict = "fail"
  }
}

resource "kubernetes_role_binding_v1" "admin_here" {
  attrs = { role_ref = [{ kind = "ClusterRole", name = "cluster-admin" }], subject = [] }
  meta  = { type = "kubernetes_role_binding_v1" }
  expect {
    policy  = "kubernetes_rbac_admin_binding"
    verdict = "fail"
  }
}

resource "kubernetes_manifest" "anonymous" {
  attrs = { manifest = { kind = "ClusterRoleBinding", roleRef = { name = "reader" }, subjects = [{ kind = "User", name = "system:anonymous" }] } }
  meta  = { type = "kubernetes_manifest" }
  expect {
    policy  = "kubernetes_rbac_everybody"
    verdict = "fail"
  }
}

resource "kubernetes_role_binding" "the_default" {
  attrs = { role_ref = [{ kind = "Role", name = "reader" }], subject = [{ kind = "ServiceAccount", name = "default", namespace = "shop" }] }
  meta  = { type = "kubernetes_role_binding" }
  expect {
    policy  = "kubernetes_rbac_everybody"
    verdict = "fail"
  }
}

resource "kubernetes_role_binding" "the_default_by_its_name" {
  attrs = { role_ref = [{ kind = "Role", name = "reader" }], subject = [{ kind = "User", name = "system:serviceaccount:shop:default" }] }
  meta  = { type = "kubernetes_role_binding" }
  expect {
    policy  = "kubernetes_rbac_everybody"
    verdict = "fail"
  }
}

resource "kubernetes_cluster_role_binding" "not_known_yet" {
  attrs = { role_ref = [{ kind = "ClusterRole", name = unknown("string") }], subject = [] }
  meta  = { type = "kubernetes_cluster_role_binding" }
  expect {
    policy  = "kubernetes_rbac_admin_binding"
    verdict = "undecided"
  }
}

resource "kubernetes_namespace" "no_binding" {
  attrs = { id = "x" }
  meta  = { type = "kubernetes_namespace" }
}
