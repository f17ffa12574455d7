# Refuses bindings of Kubernetes that give the administrator's role, and those
# to everybody: anonymous and unauthenticated users, all who are authenticated,
# all service accounts, the group system:masters, default service accounts.
#
# Why: what is bound to a group of everybody is bound to nobody in particular,
# and what the default service account may do, every pod may that names no
# other.
#
# Mend: bind a role that names what is needed to the service account of one
# workload, or to a group of the identity provider.
policy {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "kubernetes_*" "kubernetes_rbac_admin_binding" {
  filter = core::contains(["RoleBinding", "ClusterRoleBinding"], core::try(attrs.manifest.kind, "")) || core::contains(["kubernetes_role_binding", "kubernetes_role_binding_v1", "kubernetes_cluster_role_binding", "kubernetes_cluster_role_binding_v1"], meta.type)

  locals {
    role    = core::try(attrs.role_ref[0].name, attrs.manifest.roleRef.name, "")
    cluster = core::try(attrs.manifest.kind, "") == "ClusterRoleBinding" || core::contains(["kubernetes_cluster_role_binding", "kubernetes_cluster_role_binding_v1"], meta.type)
  }

  enforce {
    condition     = !core::contains(local.cluster ? ["cluster-admin", "admin", "edit"] : ["cluster-admin"], local.role)
    error_message = "It binds ${local.role}${local.cluster ? " in the whole cluster" : ""}. Bind a role that names what is needed."
  }
}

resource_policy "kubernetes_*" "kubernetes_rbac_everybody" {
  filter = core::contains(["RoleBinding", "ClusterRoleBinding"], core::try(attrs.manifest.kind, "")) || core::contains(["kubernetes_role_binding", "kubernetes_role_binding_v1", "kubernetes_cluster_role_binding", "kubernetes_cluster_role_binding_v1"], meta.type)

  locals {
    # What Kubernetes itself shows to everybody.
    public    = core::contains(["system:basic-user", "system:discovery", "system:public-info-viewer", "system:service-account-issuer-discovery"], core::try(attrs.role_ref[0].name, attrs.manifest.roleRef.name, ""))
    everybody = ["system:anonymous", "system:unauthenticated", "system:authenticated", "system:serviceaccounts", "system:masters"]
    subjects  = core::try([for s in core::try(attrs.subject, attrs.manifest.subjects) : { kind = s.kind, name = s.name }], [])
    groups    = [for s in local.subjects : s.name if s.kind != "ServiceAccount" && core::contains(local.everybody, s.name)]
    defaults  = [for s in local.subjects : s.name if s.kind == "ServiceAccount" && s.name == "default" || s.kind == "User" && core::regex_match(s.name, "^system:serviceaccount:[^:]+:default$")]
  }

  enforce {
    condition     = local.public || core::length(local.groups) == 0
    error_message = "It binds ${core::join(", ", local.groups)}. Bind the service account or the group that needs it."
  }

  enforce {
    condition     = core::length(local.defaults) == 0
    error_message = "It binds a default service account, which every pod of the namespace has that names no other. Make a service account for the workload."
  }
}
