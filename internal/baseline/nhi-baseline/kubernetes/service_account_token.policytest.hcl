policytest {
  targets = ["service_account_token.policy.hcl"]
}

resource "kubernetes_secret" "opaque" {
  attrs = { type = "Opaque" }
  meta  = { type = "kubernetes_secret" }
  expect {
    policy  = "kubernetes_token_secret"
    verdict = "pass"
  }
}

resource "kubernetes_secret" "token" {
  attrs = { type = "kubernetes.io/service-account-token" }
  meta  = { type = "kubernetes_secret" }
  expect {
    policy  = "kubernetes_token_secret"
    verdict = "fail"
  }
}

resource "kubernetes_secret_v1" "not_known_yet" {
  attrs = { type = unknown("string") }
  meta  = { type = "kubernetes_secret_v1" }
  expect {
    policy  = "kubernetes_token_secret"
    verdict = "undecided"
  }
}

resource "kubernetes_manifest" "opaque" {
  attrs = { manifest = { kind = "Secret", type = "Opaque" } }
  meta  = { type = "kubernetes_manifest" }
  expect {
    policy  = "kubernetes_token_manifest"
    verdict = "pass"
  }
}

resource "kubernetes_manifest" "token" {
  attrs = { manifest = { kind = "Secret", type = "kubernetes.io/service-account-token" } }
  meta  = { type = "kubernetes_manifest" }
  expect {
    policy  = "kubernetes_token_manifest"
    verdict = "fail"
  }
}

resource "kubernetes_manifest" "no_secret" {
  attrs = { manifest = { kind = "Namespace" } }
  meta  = { type = "kubernetes_manifest" }
}

resource "kubernetes_token_request_v1" "by_default" {
  attrs = { spec = [{ expiration_seconds = null }] }
  meta  = { type = "kubernetes_token_request_v1" }
  expect {
    policy  = "kubernetes_token_lifetime"
    verdict = "pass"
  }
}

resource "kubernetes_token_request_v1" "a_year" {
  attrs = { spec = [{ expiration_seconds = 31536000 }] }
  meta  = { type = "kubernetes_token_request_v1" }
  expect {
    policy  = "kubernetes_token_lifetime"
    verdict = "fail"
  }
}

resource "kubernetes_service_account" "none" {
  attrs = { secret = [] }
  meta  = { type = "kubernetes_service_account" }
  expect {
    policy  = "kubernetes_service_account_secret"
    verdict = "pass"
  }
}

resource "kubernetes_service_account_v1" "named" {
  attrs = { secret = [{ name = "app-token" }] }
  meta  = { type = "kubernetes_service_account_v1" }
  expect {
    policy  = "kubernetes_service_account_secret"
    verdict = "fail"
  }
}
