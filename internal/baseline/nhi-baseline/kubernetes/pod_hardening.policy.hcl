# Refuses containers that leave open what the restricted Pod Security Standard
# asks for: no gain of privileges, no root, no capabilities.
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
    pod        = core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0], attrs.spec[0].template[0].spec[0], attrs.spec[0])
    non_root   = core::try(local.pod.security_context[0].run_as_non_root, null) == true
    containers = core::try([for c in local.pod.container : { name = c.name, held = core::try(c.security_context[0].allow_privilege_escalation, null) == false, non_root = core::try(c.security_context[0].run_as_non_root, null) == true, dropped = core::try(core::anytrue([for x in c.security_context[0].capabilities[0].drop : core::upper(x) == "ALL"]), false) }], [])
    escalating = [for c in local.containers : c.name if !c.held]
    rooted     = [for c in local.containers : c.name if !(c.non_root || local.non_root)]
    capable    = [for c in local.containers : c.name if !c.dropped]
  }

  enforce {
    condition     = core::length(local.escalating) == 0
    error_message = "${core::join(", ", local.escalating)} may gain privileges, as nothing says otherwise. Set allow_privilege_escalation to false."
  }

  enforce {
    condition     = core::length(local.rooted) == 0
    error_message = "${core::join(", ", local.rooted)} may run as root, as nothing says otherwise. Set run_as_non_root to true."
  }

  enforce {
    condition     = core::length(local.capable) == 0
    error_message = "${core::join(", ", local.capable)} keep the capabilities that the engine gives. Drop ALL, and add what is needed."
  }
}
