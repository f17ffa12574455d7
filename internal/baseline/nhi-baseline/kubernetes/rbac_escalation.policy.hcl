# Refuses roles of Kubernetes by which their holder can become more than they
# are: escalate, bind and impersonate, tokens of service accounts, commands in
# running pods, the proxy of nodes, approving certificates, admission webhooks,
# writing roles and bindings, and pods of any kind in the whole cluster.
#
# Why: whoever has one of these has, in a few commands, the rights of every
# workload or of the cluster's administrator.
#
# Mend: take the rule out, bind it to resource_names, or give it in one
# namespace by a role of its own.
policy {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "kubernetes_*" "kubernetes_rbac_escalation" {
  filter = core::contains(["Role", "ClusterRole"], core::try(attrs.manifest.kind, "")) || core::contains(["kubernetes_role", "kubernetes_role_v1", "kubernetes_cluster_role", "kubernetes_cluster_role_v1"], meta.type)

  locals {
    rules     = core::try([for r in core::try(attrs.rule, attrs.manifest.rules) : { verbs = core::try(r.verbs, []), resources = core::try([for x in r.resources : x], []), named = core::length(core::try([for x in core::try(r.resource_names, r.resourceNames) : x], [])) > 0 }], [])
    cluster   = core::try(attrs.manifest.kind, "") == "ClusterRole" || core::contains(["kubernetes_cluster_role", "kubernetes_cluster_role_v1"], meta.type)
    writing   = ["create", "update", "patch"]
    verbs     = core::flatten([for r in local.rules : [for v in r.verbs : v if core::contains(["escalate", "bind", "impersonate"], v)] if !r.named])
    commands  = core::flatten([for r in local.rules : [for x in r.resources : x if core::contains(["pods/exec", "pods/attach", "pods/ephemeralcontainers", "serviceaccounts/token", "nodes/proxy"], x)] if !r.named])
    governing = core::flatten([for r in local.rules : [for x in r.resources : x if core::contains(["roles", "clusterroles", "rolebindings", "clusterrolebindings", "certificatesigningrequests/approval", "mutatingwebhookconfigurations", "validatingwebhookconfigurations"], x)] if !r.named && core::anytrue([for v in r.verbs : core::contains(local.writing, v)])])
    pods      = [for r in local.rules : r if local.cluster && core::contains(r.resources, "pods") && core::contains(r.verbs, "create")]
  }

  enforce {
    condition     = core::length(local.verbs) == 0
    error_message = "A rule allows ${core::join(", ", local.verbs)}: its holder can take the rights of others. Take it out, or bind it to resource_names."
  }

  enforce {
    condition     = core::length(local.commands) == 0
    error_message = "A rule is for ${core::join(", ", local.commands)}: its holder acts as the workloads that run there. Take it out, or bind it to resource_names."
  }

  enforce {
    condition     = core::length(local.governing) == 0
    error_message = "A rule lets its holder write ${core::join(", ", local.governing)}, which decide who may do what. Leave these to the administrators of the cluster."
  }

  enforce {
    condition     = core::length(local.pods) == 0
    error_message = "A rule lets its holder create pods in every namespace, and so use every service account and secret. Give it in one namespace, by a role."
  }
}
