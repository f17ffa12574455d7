policytest {
  targets = ["service_account_automount.policy.hcl"]
}

resource "kubernetes_service_account" "none" {
  attrs = { automount_service_account_token = false }
  meta  = { type = "kubernetes_service_account" }
  expect {
    policy  = "kubernetes_service_account_automount_asked"
    verdict = "pass"
  }
}

resource "kubernetes_service_account_v1" "all" {
  attrs = { automount_service_account_token = true }
  meta  = { type = "kubernetes_service_account_v1" }
  expect {
    policy  = "kubernetes_service_account_automount_asked"
    verdict = "fail"
  }
}

resource "kubernetes_service_account_v1" "not_known_yet" {
  attrs = { automount_service_account_token = unknown("bool") }
  meta  = { type = "kubernetes_service_account_v1" }
  expect {
    policy  = "kubernetes_service_account_automount_asked"
    verdict = "undecided"
  }
}

resource "kubernetes_pod" "of_its_own" {
  attrs = { spec = [{ service_account_name = "app", automount_service_account_token = true, container = [] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_pod_automount"
    verdict = "pass"
  }
}

resource "kubernetes_deployment" "none" {
  attrs = { spec = [{ template = [{ spec = [{ service_account_name = null, automount_service_account_token = false, container = [] }] }] }] }
  meta  = { type = "kubernetes_deployment" }
  expect {
    policy  = "kubernetes_pod_automount"
    verdict = "pass"
  }
}

resource "kubernetes_cron_job_v1" "of_the_default" {
  attrs = { spec = [{ job_template = [{ spec = [{ template = [{ spec = [{ service_account_name = "default", automount_service_account_token = true, container = [] }] }] }] }] }] }
  meta  = { type = "kubernetes_cron_job_v1" }
  expect {
    policy  = "kubernetes_pod_automount"
    verdict = "fail"
  }
}

resource "kubernetes_pod_v1" "by_default" {
  attrs = { spec = [{ service_account_name = null, automount_service_account_token = null, container = [] }] }
  meta  = { type = "kubernetes_pod_v1" }
  expect {
    policy  = "kubernetes_pod_automount"
    verdict = "pass"
  }
}

resource "kubernetes_namespace" "no_pod" {
  attrs = { id = "x" }
  meta  = { type = "kubernetes_namespace" }
}

resource "kubernetes_default_service_account" "by_default" {
  attrs = { automount_service_account_token = null }
  meta  = { type = "kubernetes_default_service_account" }
  expect {
    policy  = "kubernetes_default_service_account_automount"
    verdict = "fail"
  }
}

resource "kubernetes_default_service_account" "taken_out" {
  attrs = { automount_service_account_token = false }
  meta  = { type = "kubernetes_default_service_account" }
  expect {
    policy  = "kubernetes_default_service_account_automount"
    verdict = "pass"
  }
}
