# Pods as they are written in deployments, jobs and by themselves.

variable "db_password" {
  type      = string
  sensitive = true
}

resource "kubernetes_deployment" "good" {
  metadata {
    name      = "app"
    namespace = "shop"
    labels    = { app = "app" }
  }

  spec {
    replicas = 2

    selector {
      match_labels = { app = "app" }
    }

    template {
      metadata {
        labels = { app = "app" }
      }

      spec {
        service_account_name            = "app"
        automount_service_account_token = false

        security_context {
          run_as_non_root = true
          run_as_user     = 10001
        }

        container {
          name  = "app"
          image = "registry.example.com/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

          security_context {
            allow_privilege_escalation = false
            read_only_root_filesystem  = true
            capabilities {
              drop = ["ALL"]
              add  = ["NET_BIND_SERVICE"]
            }
          }

          env {
            name = "DB_PASSWORD"
            value_from {
              secret_key_ref {
                name = "db"
                key  = "password"
              }
            }
          }

          env {
            name  = "DB_PASSWORD_FILE"
            value = "/run/secrets/db"
          }
        }
      }
    }
  }
}

# refused: kubernetes_container_privileged, kubernetes_pod_host_namespaces
resource "kubernetes_pod" "bad" {
  metadata {
    name = "bad"
  }

  spec {
    host_network = true
    host_pid     = true

    container {
      name  = "app"
      image = "nginx:1.27"

      security_context {
        privileged = true
      }
    }
  }
}

# refused: kubernetes_container_environment, kubernetes_container_privileged, kubernetes_container_root
resource "kubernetes_cron_job_v1" "backup" {
  metadata {
    name      = "backup"
    namespace = "shop"
  }

  spec {
    schedule = "0 3 * * *"

    job_template {
      metadata {}
      spec {
        template {
          metadata {}
          spec {
            service_account_name = "backup"

            security_context {
              run_as_user = 0
            }

            container {
              name  = "backup"
              image = "registry.example.com/backup:3"

              security_context {
                capabilities {
                  add = ["SYS_ADMIN"]
                }
              }

              env {
                name  = "API_TOKEN"
                value = "not-so-secret"
              }
            }
          }
        }
      }
    }
  }
}

# refused: kubernetes_container_hardening, kubernetes_pod_host_path
resource "kubernetes_daemon_set_v1" "agent" {
  metadata {
    name      = "agent"
    namespace = "monitoring"
  }

  spec {
    selector {
      match_labels = { app = "agent" }
    }

    template {
      metadata {
        labels = { app = "agent" }
      }

      spec {
        container {
          name  = "agent"
          image = "registry.example.com/agent:1"
        }

        volume {
          name = "engine"
          host_path {
            path = "/var/run/docker.sock"
          }
        }
      }
    }
  }
}

resource "kubernetes_config_map" "settings" {
  metadata {
    name      = "settings"
    namespace = "shop"
  }

  data = {
    log_level      = "info"
    token_endpoint = "https://id.example.com/token"
    secret_name    = "db"
  }
}

# refused: kubernetes_config_map_secret
resource "kubernetes_config_map_v1" "with_password" {
  metadata {
    name      = "settings"
    namespace = "shop"
  }

  data = {
    db_password = "not-so-secret"
  }
}

# refused: kubernetes_secret_value
resource "kubernetes_secret" "db" {
  metadata {
    name      = "db"
    namespace = "shop"
  }

  data = {
    username = "app"
    password = var.db_password
  }
}
