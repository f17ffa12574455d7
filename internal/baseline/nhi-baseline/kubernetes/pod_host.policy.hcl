# Refuses pods that share the host's processes, memory or network, or mount its
# sensitive paths.
#
# Why: from there a container reads the credentials of the node and of every
# other pod on it.
#
# Mend: take host_pid, host_ipc, host_network and host_path out; agents of the
# platform that need them are excepted by name.
policy {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "kubernetes_*" "kubernetes_pod_host_namespaces" {
  filter = core::can(core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0].container, attrs.spec[0].template[0].spec[0].container, attrs.spec[0].container, attrs.manifest.spec.jobTemplate.spec.template.spec.containers, attrs.manifest.spec.template.spec.containers, attrs.manifest.spec.containers))

  locals {
    pod = core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0], attrs.spec[0].template[0].spec[0], attrs.spec[0], attrs.manifest.spec.jobTemplate.spec.template.spec, attrs.manifest.spec.template.spec, attrs.manifest.spec)
  }

  enforce {
    condition     = core::try(local.pod.host_pid, local.pod.hostPID, null) != true
    error_message = "The pod sees the processes of the host. Take host_pid out."
  }

  enforce {
    condition     = core::try(local.pod.host_ipc, local.pod.hostIPC, null) != true
    error_message = "The pod shares the memory of the host. Take host_ipc out."
  }

  enforce {
    condition     = core::try(local.pod.host_network, local.pod.hostNetwork, null) != true
    error_message = "The pod is in the network of the host, with the metadata service of the node. Take host_network out."
  }
}

resource_policy "kubernetes_*" "kubernetes_pod_host_path" {
  filter = core::can(core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0].volume, attrs.spec[0].template[0].spec[0].volume, attrs.spec[0].volume, attrs.manifest.spec.jobTemplate.spec.template.spec.volumes, attrs.manifest.spec.template.spec.volumes, attrs.manifest.spec.volumes))

  locals {
    volumes = core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0].volume, attrs.spec[0].template[0].spec[0].volume, attrs.spec[0].volume, attrs.manifest.spec.jobTemplate.spec.template.spec.volumes, attrs.manifest.spec.template.spec.volumes, attrs.manifest.spec.volumes)
    paths   = core::try([for v in local.volumes : core::try(v.host_path[0].path, v.hostPath.path, null)], [])
    # The root, what holds credentials of the node, and the sockets of container engines.
    found = [for p in local.paths : p if p == null ? false : core::regex_match(p, "^/$|^/(etc|root|boot|dev|proc|sys|home|var/lib|var/run|run)(/|$)|\\.sock$")]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The pod mounts ${core::join(", ", local.found)} of the host. Use a volume of its own, or a claim."
  }
}
