policytest {
  targets = ["pod_hardening.policy.hcl"]
}

resource "kubernetes_pod" "restricted" {
  attrs = { spec = [{ security_context = [{ run_as_non_root = true }], container = [{ name = "app", security_context = [{ allow_privilege_escalation = false, capabilities = [{ drop = ["ALL"] }] }] }] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_container_hardening"
    verdict = "pass"
  }
}

resource "kubernetes_deployment" "as_it_comes" {
  attrs = { spec = [{ template = [{ spec = [{ security_context = [], container = [{ name = "app", security_context = [] }] }] }] }] }
  meta  = { type = "kubernetes_deployment" }
  expect {
    policy  = "kubernetes_container_hardening"
    verdict = "fail"
  }
}

resource "kubernetes_pod" "bounded_by_its_container" {
  attrs = { spec = [{ security_context = [], container = [{ name = "app", security_context = [{ privileged = false }] }] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_container_hardening"
    verdict = "pass"
  }
}

resource "kubernetes_pod" "not_known_yet" {
  attrs = { spec = [{ security_context = unknown("list(object({}))"), container = [{ name = "app", security_context = [] }] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_container_hardening"
    verdict = "undecided"
  }
}

resource "kubernetes_namespace" "no_pod" {
  attrs = { id = "x" }
  meta  = { type = "kubernetes_namespace" }
}
