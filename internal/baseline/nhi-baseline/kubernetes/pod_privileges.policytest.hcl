policytest {
  targets = ["pod_privileges.policy.hcl"]
}

resource "kubernetes_pod" "plain" {
  attrs = { spec = [{ security_context = [{ run_as_user = 1000, run_as_non_root = true }], container = [{ name = "app", security_context = [{ privileged = false, allow_privilege_escalation = false, run_as_user = null, capabilities = [{ add = ["NET_BIND_SERVICE"], drop = ["ALL"] }] }] }], init_container = [] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_container_privileged"
    verdict = "pass"
  }
}

resource "kubernetes_pod" "privileged" {
  attrs = { spec = [{ container = [{ name = "app", security_context = [{ privileged = true }] }] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_container_privileged"
    verdict = "fail"
  }
}

resource "kubernetes_stateful_set" "first_container" {
  attrs = { spec = [{ template = [{ spec = [{ container = [{ name = "app", security_context = [] }], init_container = [{ name = "first", security_context = [{ allow_privilege_escalation = true }] }] }] }] }] }
  meta  = { type = "kubernetes_stateful_set" }
  expect {
    policy  = "kubernetes_container_privileged"
    verdict = "fail"
  }
}

resource "kubernetes_manifest" "capabilities" {
  attrs = { manifest = { kind = "Deployment", spec = { template = { spec = { containers = [{ name = "app", securityContext = { capabilities = { add = ["SYS_ADMIN"] } } }] } } } } }
  meta  = { type = "kubernetes_manifest" }
  expect {
    policy  = "kubernetes_container_privileged"
    verdict = "fail"
  }
}

resource "kubernetes_pod" "not_known_yet" {
  attrs = { spec = [{ container = [{ name = "app", security_context = [{ privileged = unknown("bool") }] }] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_container_privileged"
    verdict = "undecided"
  }
}

resource "kubernetes_pod" "as_an_app" {
  attrs = { spec = [{ security_context = [{ run_as_user = "1000", run_as_non_root = true }], container = [{ name = "app", security_context = [] }] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_container_root"
    verdict = "pass"
  }
}

resource "kubernetes_pod" "as_root" {
  attrs = { spec = [{ security_context = [{ run_as_user = "0" }], container = [{ name = "app", security_context = [] }] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_container_root"
    verdict = "fail"
  }
}

resource "kubernetes_job" "may_be_root" {
  attrs = { spec = [{ template = [{ spec = [{ container = [{ name = "app", security_context = [{ run_as_non_root = false }] }] }] }] }] }
  meta  = { type = "kubernetes_job" }
  expect {
    policy  = "kubernetes_container_root"
    verdict = "fail"
  }
}

resource "kubernetes_pod_security_policy" "restricted" {
  attrs = { spec = [{ privileged = false, allowed_capabilities = [], run_as_user = [{ rule = "MustRunAsNonRoot" }] }] }
  meta  = { type = "kubernetes_pod_security_policy" }
  expect {
    policy  = "kubernetes_pod_security_policy_open"
    verdict = "pass"
  }
}

resource "kubernetes_pod_security_policy_v1beta1" "open" {
  attrs = { spec = [{ privileged = true, host_pid = true, host_ipc = true, host_network = true, allow_privilege_escalation = true, allowed_capabilities = ["*"], run_as_user = [{ rule = "RunAsAny" }] }] }
  meta  = { type = "kubernetes_pod_security_policy_v1beta1" }
  expect {
    policy  = "kubernetes_pod_security_policy_open"
    verdict = "fail"
  }
}

resource "kubernetes_namespace" "no_pod" {
  attrs = { id = "x" }
  meta  = { type = "kubernetes_namespace" }
}
