# Refuses workloads, roles and secrets in the default namespace.
#
# Why: a namespace bounds who may do what; in the default one everything that
# named no other is together.
#
# Mend: name a namespace of the application in the metadata.
policy {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "kubernetes_*" "kubernetes_default_namespace" {
  filter = core::regex_match(meta.type, "^kubernetes_(pod|deployment|daemonset|daemon_set|stateful_set|job|cron_job|replication_controller|role|role_binding|service_account|secret|config_map|service|ingress)(_v1)?$")

  locals {
    namespace = core::try(attrs.metadata[0].namespace, null)
  }

  enforce {
    condition     = local.namespace == null ? false : local.namespace != "default"
    error_message = "It is in the default namespace. Name a namespace of the application in metadata."
  }
}
