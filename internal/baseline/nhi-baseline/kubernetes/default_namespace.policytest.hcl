policytest {
  targets = ["default_namespace.policy.hcl"]
}

resource "kubernetes_pod" "of_the_shop" {
  attrs = { metadata = [{ namespace = "shop" }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_default_namespace"
    verdict = "pass"
  }
}

resource "kubernetes_role_v1" "unnamed" {
  attrs = { metadata = [{ namespace = null }] }
  meta  = { type = "kubernetes_role_v1" }
  expect {
    policy  = "kubernetes_default_namespace"
    verdict = "fail"
  }
}

resource "kubernetes_deployment" "default" {
  attrs = { metadata = [{ namespace = "default" }] }
  meta  = { type = "kubernetes_deployment" }
  expect {
    policy  = "kubernetes_default_namespace"
    verdict = "fail"
  }
}

resource "kubernetes_pod" "not_known_yet" {
  attrs = { metadata = [{ namespace = unknown("string") }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_default_namespace"
    verdict = "undecided"
  }
}

resource "kubernetes_namespace" "itself" {
  attrs = { id = "shop" }
  meta  = { type = "kubernetes_namespace" }
}
