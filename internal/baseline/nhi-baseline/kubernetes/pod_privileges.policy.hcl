# Refuses containers that are privileged, may gain privileges, run as root
# because they are told to, or have capabilities added that reach out of the
# container.
#
# Why: a privileged container is the node: whoever breaks into it has the
# identities of all that runs there.
#
# Mend: take privileged out, set allow_privilege_escalation to false and
# run_as_non_root to true, and add only the capability that is needed.
policy {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # The capabilities that the baseline of the Pod Security Standards lets a container add.
  harmless_capabilities = ["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"]
}

resource_policy "kubernetes_*" "kubernetes_container_privileged" {
  filter = core::can(core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0].container, attrs.spec[0].template[0].spec[0].container, attrs.spec[0].container, attrs.manifest.spec.jobTemplate.spec.template.spec.containers, attrs.manifest.spec.template.spec.containers, attrs.manifest.spec.containers))

  locals {
    pod        = core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0], attrs.spec[0].template[0].spec[0], attrs.spec[0], attrs.manifest.spec.jobTemplate.spec.template.spec, attrs.manifest.spec.template.spec, attrs.manifest.spec)
    containers = core::concat(core::try([for c in core::try(local.pod.container, local.pod.containers) : c], []), core::try([for c in core::try(local.pod.init_container, local.pod.initContainers) : c], []))
    contexts   = [for c in local.containers : { name = core::try(c.name, ""), privileged = core::try(c.security_context[0].privileged, c.securityContext.privileged, null), escalates = core::try(c.security_context[0].allow_privilege_escalation, c.securityContext.allowPrivilegeEscalation, null), added = core::try([for x in core::try(c.security_context[0].capabilities[0].add, c.securityContext.capabilities.add) : x], []) }]
    privileged = [for c in local.contexts : c.name if c.privileged == true]
    escalating = [for c in local.contexts : c.name if c.escalates == true && c.privileged != true]
    added      = core::flatten([for c in local.contexts : [for x in c.added : x if !core::contains(local.harmless_capabilities, core::trimprefix(core::upper(x), "CAP_"))]])
  }

  enforce {
    condition     = core::length(local.privileged) == 0
    error_message = "${core::join(", ", local.privileged)} are privileged: they have all of the node. Take privileged out."
  }

  enforce {
    condition     = core::length(local.escalating) == 0
    error_message = "${core::join(", ", local.escalating)} may gain privileges. Set allow_privilege_escalation to false."
  }

  enforce {
    condition     = core::length(local.added) == 0
    error_message = "Containers add ${core::join(", ", local.added)}. Take out what reaches beyond the container."
  }
}

resource_policy "kubernetes_*" "kubernetes_container_root" {
  filter = core::can(core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0].container, attrs.spec[0].template[0].spec[0].container, attrs.spec[0].container, attrs.manifest.spec.jobTemplate.spec.template.spec.containers, attrs.manifest.spec.template.spec.containers, attrs.manifest.spec.containers))

  locals {
    pod        = core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0], attrs.spec[0].template[0].spec[0], attrs.spec[0], attrs.manifest.spec.jobTemplate.spec.template.spec, attrs.manifest.spec.template.spec, attrs.manifest.spec)
    containers = core::concat(core::try([for c in core::try(local.pod.container, local.pod.containers) : c], []), core::try([for c in core::try(local.pod.init_container, local.pod.initContainers) : c], []))
    users      = core::concat([core::try(local.pod.security_context[0].run_as_user, local.pod.securityContext.runAsUser, null)], [for c in local.containers : core::try(c.security_context[0].run_as_user, c.securityContext.runAsUser, null)])
    allowed    = core::concat([core::try(local.pod.security_context[0].run_as_non_root, local.pod.securityContext.runAsNonRoot, null)], [for c in local.containers : core::try(c.security_context[0].run_as_non_root, c.securityContext.runAsNonRoot, null)])
  }

  enforce {
    condition     = !core::anytrue([for u in local.users : u == null ? false : "${u}" == "0"])
    error_message = "The pod runs as user 0, which is root. Set run_as_user to another, and run_as_non_root to true."
  }

  enforce {
    condition     = !core::anytrue([for x in local.allowed : x == false])
    error_message = "The pod is allowed to run as root. Set run_as_non_root to true."
  }
}

resource_policy "kubernetes_pod_security_policy*" "kubernetes_pod_security_policy_open" {
  locals {
    spec  = core::try(attrs.spec[0], null)
    found = core::concat(core::try(local.spec.privileged, null) == true ? ["privileged"] : [], core::try(local.spec.host_pid, null) == true ? ["host_pid"] : [], core::try(local.spec.host_ipc, null) == true ? ["host_ipc"] : [], core::try(local.spec.host_network, null) == true ? ["host_network"] : [], core::try(local.spec.allow_privilege_escalation, null) == true ? ["allow_privilege_escalation"] : [], core::try(core::length([for c in local.spec.allowed_capabilities : c if c == "*" || core::upper(c) == "ALL"]), 0) > 0 ? ["allowed_capabilities"] : [], core::try(local.spec.run_as_user[0].rule, "") == "RunAsAny" ? ["run_as_user"] : [])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The policy allows pods ${core::join(", ", local.found)}. Take these out: who needs them is to have a policy of their own."
  }
}
