# Refuses roles of Kubernetes whose rules have a wildcard: every verb, every
# resource, every group of the API.
#
# Why: such a role also grants what is installed tomorrow, and secrets and the
# rights to grant more are among it.
#
# Mend: name the verbs and the resources; kubectl auth can-i --list and the
# audit log tell which are used.
policy {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "kubernetes_*" "kubernetes_rbac_wildcard" {
  filter = core::contains(["Role", "ClusterRole"], core::try(attrs.manifest.kind, "")) || core::contains(["kubernetes_role", "kubernetes_role_v1", "kubernetes_cluster_role", "kubernetes_cluster_role_v1"], meta.type)

  locals {
    rules = core::try([for r in core::try(attrs.rule, attrs.manifest.rules) : { verbs = core::try(r.verbs, []), resources = core::try([for x in r.resources : x], []), groups = core::try([for x in core::try(r.api_groups, r.apiGroups) : x], []) }], [])
    verbs = [for r in local.rules : r if core::contains(r.verbs, "*")]
    # Reading all there is of a group that is named, such as metrics, gives away no secret.
    resources = [for r in local.rules : r if core::contains(r.resources, "*") && !(core::length(r.groups) > 0 && core::alltrue([for g in r.groups : g != "" && g != "*"]) && core::alltrue([for v in r.verbs : core::contains(["get", "list", "watch"], v)]))]
    groups    = [for r in local.rules : r if core::contains(r.groups, "*")]
  }

  enforce {
    condition     = core::length(local.verbs) == 0
    error_message = "A rule allows every verb. Name the verbs that are needed."
  }

  enforce {
    condition     = core::length(local.resources) == 0
    error_message = "A rule allows every resource, secrets among them. Name the resources that are needed."
  }

  enforce {
    condition     = core::length(local.groups) == 0
    error_message = "A rule is for every group of the API. Name the groups that are needed; the core group is \"\"."
  }
}
