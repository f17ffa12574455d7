# Refuses secrets in the environment of functions, services and jobs.
#
# Why: the environment is shown to whoever may read the service, its logs or
# its dumps; and it stands in the state.
#
# Mend: take them from Secret Manager: secret_environment_variables,
# value_source, value_from.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Names of variables that hold a secret, and those that only say where one is.
  secret_names     = "(?i)(passw(or)?d|passphrase|secret|token|api_?key|access_?key|private_?key|credential)"
  secret_locations = "(?i)(_|^)(names?|ids?|paths?|files?|uri|url|endpoint|region|version|ttl|expiry|expires|length|prefix|enabled|type|project|store)$"

  # What stands in their place: the name of a secret, or nothing.
  secret_places = "^$|^projects/|^/|^sm://|^https?://|^(true|false|[0-9]{1,6})$"

  # What is a secret under any name.
  secret_values = "AIza[0-9A-Za-z_-]{35}|-----BEGIN [A-Z ]*PRIVATE KEY|\"private_key\""
}

resource_policy "google_cloudfunctions_function" "google_function_environment" {
  filter = core::try(attrs.environment_variables, null) != null

  locals {
    found = [for name, value in attrs.environment_variables : name if core::regex_match(name, local.secret_names) && !core::regex_match(name, local.secret_locations) && !core::regex_match(value, local.secret_places) || nhi::known(value) && core::regex_match(value, local.secret_values)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in its environment hold secrets. Use secret_environment_variables, and let it read the secret by its service account."
  }
}

resource_policy "google_cloudfunctions2_function" "google_function2_environment" {
  filter = core::try(attrs.service_config[0].environment_variables, null) != null

  locals {
    found = [for name, value in attrs.service_config[0].environment_variables : name if core::regex_match(name, local.secret_names) && !core::regex_match(name, local.secret_locations) && !core::regex_match(value, local.secret_places) || nhi::known(value) && core::regex_match(value, local.secret_values)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in its environment hold secrets. Use secret_environment_variables, and let it read the secret by its service account."
  }
}

resource_policy "google_cloud_run_service" "google_run_environment" {
  locals {
    containers = core::flatten([for t in core::try(attrs.template[0].spec, null) == null ? [] : attrs.template[0].spec : core::try(t.containers, [])])
    variables  = core::flatten([for c in local.containers : core::try(c.env, null) == null ? [] : core::tolist(c.env)])
    found      = [for v in local.variables : v.name if core::try(v.value, null) == null ? false : core::regex_match(v.name, local.secret_names) && !core::regex_match(v.name, local.secret_locations) && !core::regex_match(v.value, local.secret_places) || nhi::known(v.value) && core::regex_match(v.value, local.secret_values)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in the environment of a container hold secrets. Take them from Secret Manager."
  }
}

resource_policy "google_cloud_run_v2_service" "google_run_v2_environment" {
  locals {
    containers = core::flatten([for t in core::try(attrs.template, null) == null ? [] : attrs.template : core::try(t.containers, [])])
    variables  = core::flatten([for c in local.containers : core::try(c.env, null) == null ? [] : core::tolist(c.env)])
    found      = [for v in local.variables : v.name if core::try(v.value, null) == null ? false : core::regex_match(v.name, local.secret_names) && !core::regex_match(v.name, local.secret_locations) && !core::regex_match(v.value, local.secret_places) || nhi::known(v.value) && core::regex_match(v.value, local.secret_values)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in the environment of a container hold secrets. Take them from Secret Manager."
  }
}

resource_policy "google_cloud_run_v2_job" "google_run_job_environment" {
  locals {
    containers = core::flatten([for t in core::try(attrs.template[0].template, null) == null ? [] : attrs.template[0].template : core::try(t.containers, [])])
    variables  = core::flatten([for c in local.containers : core::try(c.env, null) == null ? [] : core::tolist(c.env)])
    found      = [for v in local.variables : v.name if core::try(v.value, null) == null ? false : core::regex_match(v.name, local.secret_names) && !core::regex_match(v.name, local.secret_locations) && !core::regex_match(v.value, local.secret_places) || nhi::known(v.value) && core::regex_match(v.value, local.secret_values)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in the environment of a container hold secrets. Take them from Secret Manager."
  }
}
