policytest {
  targets = ["pod_host.policy.hcl"]
}

resource "kubernetes_pod" "by_itself" {
  attrs = { spec = [{ host_pid = false, host_ipc = null, host_network = false, container = [], volume = [{ host_path = [] }] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_pod_host_namespaces"
    verdict = "pass"
  }
}

resource "kubernetes_pod" "processes" {
  attrs = { spec = [{ host_pid = true, container = [] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_pod_host_namespaces"
    verdict = "fail"
  }
}

resource "kubernetes_daemonset" "memory" {
  attrs = { spec = [{ template = [{ spec = [{ host_ipc = true, container = [] }] }] }] }
  meta  = { type = "kubernetes_daemonset" }
  expect {
    policy  = "kubernetes_pod_host_namespaces"
    verdict = "fail"
  }
}

resource "kubernetes_manifest" "network" {
  attrs = { manifest = { kind = "Deployment", spec = { template = { spec = { hostNetwork = true, containers = [] } } } } }
  meta  = { type = "kubernetes_manifest" }
  expect {
    policy  = "kubernetes_pod_host_namespaces"
    verdict = "fail"
  }
}

resource "kubernetes_pod" "not_known_yet" {
  attrs = { spec = [{ host_pid = unknown("bool"), container = [] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_pod_host_namespaces"
    verdict = "undecided"
  }
}

resource "kubernetes_pod" "own_volumes" {
  attrs = { spec = [{ container = [], volume = [{ host_path = [] }, { host_path = [{ path = "/mnt/data" }] }] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_pod_host_path"
    verdict = "pass"
  }
}

resource "kubernetes_deployment_v1" "the_engine" {
  attrs = { spec = [{ template = [{ spec = [{ container = [], volume = [{ host_path = [{ path = "/var/run/docker.sock" }] }] }] }] }] }
  meta  = { type = "kubernetes_deployment_v1" }
  expect {
    policy  = "kubernetes_pod_host_path"
    verdict = "fail"
  }
}

resource "kubernetes_manifest" "the_root" {
  attrs = { manifest = { kind = "Pod", spec = { containers = [], volumes = [{ name = "root", hostPath = { path = "/" } }] } } }
  meta  = { type = "kubernetes_manifest" }
  expect {
    policy  = "kubernetes_pod_host_path"
    verdict = "fail"
  }
}

resource "kubernetes_namespace" "no_pod" {
  attrs = { id = "x" }
  meta  = { type = "kubernetes_namespace" }
}
