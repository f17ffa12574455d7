policytest {
  targets = ["secret_value.policy.hcl"]
}

resource "kubernetes_secret" "filled_elsewhere" {
  attrs = { type = "Opaque", data = null, binary_data = null }
  meta  = { type = "kubernetes_secret" }
  expect {
    policy  = "kubernetes_secret_value"
    verdict = "pass"
  }
}

resource "kubernetes_secret_v1" "known" {
  attrs = { type = "Opaque", data = { password = "not-so-secret" }, binary_data = null }
  meta  = { type = "kubernetes_secret_v1" }
  expect {
    policy  = "kubernetes_secret_value"
    verdict = "fail"
  }
}

resource "kubernetes_secret_v1" "not_known_yet" {
  attrs = { type = "Opaque", data = unknown("map(string)"), binary_data = null }
  meta  = { type = "kubernetes_secret_v1" }
  expect {
    policy  = "kubernetes_secret_value"
    verdict = "undecided"
  }
}

resource "kubernetes_secret" "token" {
  attrs = { type = "kubernetes.io/service-account-token" }
  meta  = { type = "kubernetes_secret" }
}
