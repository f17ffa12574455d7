# Refuses secrets that stand in the environment of containers or in config maps.
#
# Why: both are shown to everybody who may read the workload, and stand in the
# plan and in the state.
#
# Mend: keep the value in a secret that an operator fills from the store of
# secrets, and name it by secret_key_ref.
policy {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Names of variables that hold a secret, and those that only say where one is.
  kubernetes_secret_names     = "(?i)(passw(or)?d|passphrase|secret|token|api_?key|access_?key|private_?key|credential)"
  kubernetes_secret_locations = "(?i)(_|-|\\.|^)(arns?|names?|ids?|paths?|files?|uri|url|endpoint|region|version|ttl|expiry|expires|length|prefix|enabled|type|namespace|store|issuer|audience|header|key_ref)$"
  kubernetes_secret_places    = "^$|^arn:|^vault:|^/|^https?://[^@]*$|^(true|false|[0-9]{1,6})$|^\\$\\("
}

resource_policy "kubernetes_*" "kubernetes_container_environment" {
  filter = core::can(core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0].container, attrs.spec[0].template[0].spec[0].container, attrs.spec[0].container, attrs.manifest.spec.jobTemplate.spec.template.spec.containers, attrs.manifest.spec.template.spec.containers, attrs.manifest.spec.containers))

  locals {
    pod        = core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0], attrs.spec[0].template[0].spec[0], attrs.spec[0], attrs.manifest.spec.jobTemplate.spec.template.spec, attrs.manifest.spec.template.spec, attrs.manifest.spec)
    containers = core::concat(core::try([for c in core::try(local.pod.container, local.pod.containers) : c], []), core::try([for c in core::try(local.pod.init_container, local.pod.initContainers) : c], []))
    variables  = core::flatten([for c in local.containers : core::try([for e in c.env : { name = e.name, value = core::try(e.value, null) }], [])])
    found      = [for v in local.variables : v.name if core::regex_match(v.name, local.kubernetes_secret_names) && !core::regex_match(v.name, local.kubernetes_secret_locations) && (v.value == null ? false : !core::regex_match(v.value, local.kubernetes_secret_places))]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in the environment of a container hold secrets. Take them from a secret, by value_from and secret_key_ref."
  }
}

resource_policy "kubernetes_config_map*" "kubernetes_config_map_secret" {
  filter = core::try(attrs.data, null) != null

  locals {
    found = [for name, value in attrs.data : name if core::regex_match(name, local.kubernetes_secret_names) && !core::regex_match(name, local.kubernetes_secret_locations) && !core::regex_match(value, local.kubernetes_secret_places)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} of the config map hold secrets. Keep them in a secret, which fewer may read."
  }
}
