policytest {
  targets = ["secret_in_environment.policy.hcl"]
}

resource "kubernetes_pod" "referred" {
  attrs = { spec = [{ container = [{ name = "app", env = [{ name = "DB_PASSWORD", value = null, value_from = [{ secret_key_ref = [{ name = "db", key = "password" }] }] }, { name = "TOKEN_URL", value = "https://id.example.com/token" }] }] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_container_environment"
    verdict = "pass"
  }
}

resource "kubernetes_deployment" "written_down" {
  attrs = { spec = [{ template = [{ spec = [{ container = [{ name = "app", env = [{ name = "DB_PASSWORD", value = "not-so-secret" }] }] }] }] }] }
  meta  = { type = "kubernetes_deployment" }
  expect {
    policy  = "kubernetes_container_environment"
    verdict = "fail"
  }
}

resource "kubernetes_manifest" "written_down" {
  attrs = { manifest = { kind = "Pod", spec = { containers = [{ name = "app", env = [{ name = "API_KEY", value = "not-so-secret" }] }] } } }
  meta  = { type = "kubernetes_manifest" }
  expect {
    policy  = "kubernetes_container_environment"
    verdict = "fail"
  }
}

resource "kubernetes_pod" "not_known_yet" {
  attrs = { spec = [{ container = [{ name = "app", env = [{ name = "DB_PASSWORD", value = unknown("string") }] }] }] }
  meta  = { type = "kubernetes_pod" }
  expect {
    policy  = "kubernetes_container_environment"
    verdict = "undecided"
  }
}

resource "kubernetes_config_map" "settings" {
  attrs = { data = { LOG_LEVEL = "info", SECRET_NAME = "db" } }
  meta  = { type = "kubernetes_config_map" }
  expect {
    policy  = "kubernetes_config_map_secret"
    verdict = "pass"
  }
}

resource "kubernetes_config_map_v1" "written_down" {
  attrs = { data = { DB_PASSWORD = "not-so-secret" } }
  meta  = { type = "kubernetes_config_map_v1" }
  expect {
    policy  = "kubernetes_config_map_secret"
    verdict = "fail"
  }
}

resource "kubernetes_config_map" "nothing" {
  attrs = { data = null }
  meta  = { type = "kubernetes_config_map" }
}
