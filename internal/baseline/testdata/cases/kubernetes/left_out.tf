# What is not said here is the provider's usual default, and nobody's finding.

resource "kubernetes_pod" "not_privileged" {
  metadata {
    name = "small"
  }
  spec {
    container {
      image = "nginx:1.27"
      name  = "small"
      security_context {
        privileged = false
      }
    }
  }
}

resource "kubernetes_deployment_v1" "not_root" {
  metadata {
    name = "small"
  }
  spec {
    template {
      metadata {}
      spec {
        security_context {
          run_as_non_root = true
        }
        container {
          image = "nginx:1.27"
          name  = "small"
        }
      }
    }
  }
}

resource "kubernetes_service_account_v1" "small" {
  metadata {
    name = "small"
  }
}

# refused: kubernetes_service_account_automount_asked
resource "kubernetes_service_account_v1" "mounted" {
  metadata {
    name = "mounted"
  }
  automount_service_account_token = true
}

# refused: kubernetes_default_service_account_automount
resource "kubernetes_default_service_account_v1" "adopted" {
  metadata {
    namespace = "app"
  }
}

resource "kubernetes_role_v1" "small" {
  metadata {
    name = "small"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["get", "list", "watch"]
  }
}
