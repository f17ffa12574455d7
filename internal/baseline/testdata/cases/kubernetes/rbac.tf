# Roles, bindings and service accounts of Kubernetes.

variable "namespace" {
  type    = string
  default = "shop"
}

resource "kubernetes_role" "reader" {
  metadata {
    name      = "reader"
    namespace = var.namespace
  }

  rule {
    api_groups = [""]
    resources  = ["pods", "configmaps"]
    verbs      = ["get", "list", "watch"]
  }

  rule {
    api_groups     = [""]
    resources      = ["secrets"]
    resource_names = ["db"]
    verbs          = ["get"]
  }
}

# refused: kubernetes_rbac_wildcard
resource "kubernetes_cluster_role" "all" {
  metadata {
    name = "all"
  }

  rule {
    api_groups = ["*"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}

# refused: kubernetes_rbac_secrets, kubernetes_rbac_escalation
resource "kubernetes_cluster_role_v1" "operator" {
  metadata {
    name = "operator"
  }

  rule {
    api_groups = [""]
    resources  = ["secrets", "pods/exec"]
    verbs      = ["get", "create"]
  }
}

resource "kubernetes_cluster_role" "probe" {
  metadata {
    name = "probe"
  }

  rule {
    non_resource_urls = ["/metrics", "/healthz"]
    verbs             = ["get"]
  }

  rule {
    api_groups = ["metrics.k8s.io"]
    resources  = ["*"]
    verbs      = ["get", "list"]
  }
}

resource "kubernetes_role_binding" "reader" {
  metadata {
    name      = "reader"
    namespace = var.namespace
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = kubernetes_role.reader.metadata[0].name
  }

  subject {
    kind      = "ServiceAccount"
    name      = "app"
    namespace = var.namespace
  }
}

# refused: kubernetes_rbac_admin_binding, kubernetes_rbac_everybody
resource "kubernetes_cluster_role_binding" "admins" {
  metadata {
    name = "admins"
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "cluster-admin"
  }

  subject {
    kind      = "Group"
    name      = "system:masters"
    api_group = "rbac.authorization.k8s.io"
  }

  subject {
    kind      = "ServiceAccount"
    name      = "default"
    namespace = "kube-system"
  }
}

# refused: kubernetes_rbac_everybody
resource "kubernetes_manifest" "anonymous" {
  manifest = yamldecode(<<-YAML
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata:
      name: anonymous
      namespace: shop
    roleRef:
      apiGroup: rbac.authorization.k8s.io
      kind: Role
      name: reader
    subjects:
      - kind: User
        name: system:anonymous
        apiGroup: rbac.authorization.k8s.io
  YAML
  )
}

resource "kubernetes_service_account" "app" {
  metadata {
    name      = "app"
    namespace = var.namespace
  }
  automount_service_account_token = false
}

resource "kubernetes_service_account_v1" "mounted" {
  metadata {
    name      = "mounted"
    namespace = var.namespace
  }
}

# refused: kubernetes_token_secret
resource "kubernetes_secret" "token" {
  metadata {
    name      = "app-token"
    namespace = var.namespace
    annotations = {
      "kubernetes.io/service-account.name" = kubernetes_service_account.app.metadata[0].name
    }
  }
  type = "kubernetes.io/service-account-token"
}

# refused: kubernetes_token_lifetime
resource "kubernetes_token_request_v1" "year" {
  metadata {
    name      = "app"
    namespace = var.namespace
  }
  spec {
    audiences          = ["api"]
    expiration_seconds = 31536000
  }
}
