# Refuses cluster roles that read every secret, and roles that list the secrets
# of their namespace.
#
# Why: the secrets of a cluster are the credentials of its workloads, and a list
# returns their values.
#
# Mend: name the secrets in resource_names, with the verb get, in a role of one
# namespace.
policy {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "kubernetes_*" "kubernetes_rbac_secrets" {
  filter = core::contains(["Role", "ClusterRole"], core::try(attrs.manifest.kind, "")) || core::contains(["kubernetes_role", "kubernetes_role_v1", "kubernetes_cluster_role", "kubernetes_cluster_role_v1"], meta.type)

  locals {
    rules   = core::try([for r in core::try(attrs.rule, attrs.manifest.rules) : { verbs = core::try(r.verbs, []), resources = core::try([for x in r.resources : x], []), named = core::length(core::try([for x in core::try(r.resource_names, r.resourceNames) : x], [])) > 0 }], [])
    cluster = core::try(attrs.manifest.kind, "") == "ClusterRole" || core::contains(["kubernetes_cluster_role", "kubernetes_cluster_role_v1"], meta.type)
    reading = local.cluster ? ["get", "list", "watch"] : ["list", "watch"]
    found   = core::flatten([for r in local.rules : [for v in r.verbs : v if core::contains(local.reading, v)] if !r.named && core::contains(r.resources, "secrets")])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "A rule allows ${core::join(", ", local.found)} on secrets, whichever they are. Name those that are needed in resource_names."
  }
}
