# Refuses containers of which nothing says what they may: neither they nor their
# pod have a security context.
#
# Why: Kubernetes gives a container these unless it is told not to.
#
# Mend: set allow_privilege_escalation to false and run_as_non_root to true, and
# drop ALL capabilities.
policy {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "kubernetes_*" "kubernetes_container_hardening" {
  filter = core::can(core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0].container, attrs.spec[0].template[0].spec[0].container, attrs.spec[0].container))

  locals {
    pod     = core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0], attrs.spec[0].template[0].spec[0], attrs.spec[0])
    bounded = core::length(core::try(local.pod.security_context, null) == null ? [] : local.pod.security_context) > 0
    open    = [for c in core::try(local.pod.container, null) == null ? [] : local.pod.container : c.name if !local.bounded && core::length(core::try(c.security_context, null) == null ? [] : c.security_context) == 0]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "${core::join(", ", local.open)} may run as root and gain privileges, as nothing says otherwise. Add a security_context: allow_privilege_escalation false, run_as_non_root true, and drop ALL capabilities."
  }
}
