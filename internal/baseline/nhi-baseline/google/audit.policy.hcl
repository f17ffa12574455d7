# Refuses principals who are exempted from audit, audit logs that are left
# out, sinks that are off, and deleting audits, sinks and liens.
#
# Why: whoever wants to act unseen removes the guard first; and who removes it
# by mistake does not notice for months.
#
# Mend: exempt nobody, and keep what carries the logs away. When it moves to
# another configuration, use a removed block that does not destroy.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "google_project_iam_audit_config" "google_project_audit_exempt" {
  locals {
    found = core::flatten([for c in core::try(attrs.audit_log_config, null) == null ? [] : core::tolist(attrs.audit_log_config) : core::try(c.exempted_members, null) == null ? [] : core::tolist(c.exempted_members)])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} act without a trace. Leave exempted_members out."
  }
}

resource_policy "google_folder_iam_audit_config" "google_folder_audit_exempt" {
  locals {
    found = core::flatten([for c in core::try(attrs.audit_log_config, null) == null ? [] : core::tolist(attrs.audit_log_config) : core::try(c.exempted_members, null) == null ? [] : core::tolist(c.exempted_members)])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} act without a trace. Leave exempted_members out."
  }
}

resource_policy "google_organization_iam_audit_config" "google_organization_audit_exempt" {
  locals {
    found = core::flatten([for c in core::try(attrs.audit_log_config, null) == null ? [] : core::tolist(attrs.audit_log_config) : core::try(c.exempted_members, null) == null ? [] : core::tolist(c.exempted_members)])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} act without a trace. Leave exempted_members out."
  }
}

resource_policy "google_project_iam_audit_config" "google_project_audit_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_project_iam_audit_config", { service = prior_attrs.service })) > 0
    error_message = "The audit of ${prior_attrs.service} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "google_folder_iam_audit_config" "google_folder_audit_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_folder_iam_audit_config", { service = prior_attrs.service })) > 0
    error_message = "The audit of ${prior_attrs.service} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "google_organization_iam_audit_config" "google_organization_audit_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_organization_iam_audit_config", { service = prior_attrs.service })) > 0
    error_message = "The audit of ${prior_attrs.service} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "google_logging_project_sink" "google_project_sink_off" {
  enforce {
    condition     = core::try(attrs.disabled, null) != true
    error_message = "The sink ${attrs.name} carries no logs. Leave disabled false."
  }
}

resource_policy "google_logging_project_sink" "google_project_sink_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_logging_project_sink", { name = prior_attrs.name })) > 0
    error_message = "The sink ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "google_logging_folder_sink" "google_folder_sink_off" {
  enforce {
    condition     = core::try(attrs.disabled, null) != true
    error_message = "The sink ${attrs.name} carries no logs. Leave disabled false."
  }
}

resource_policy "google_logging_folder_sink" "google_folder_sink_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_logging_folder_sink", { name = prior_attrs.name })) > 0
    error_message = "The sink ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "google_logging_organization_sink" "google_organization_sink_off" {
  enforce {
    condition     = core::try(attrs.disabled, null) != true
    error_message = "The sink ${attrs.name} carries no logs. Leave disabled false."
  }
}

resource_policy "google_logging_organization_sink" "google_organization_sink_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_logging_organization_sink", { name = prior_attrs.name })) > 0
    error_message = "The sink ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "google_logging_project_exclusion" "google_project_exclusion" {
  enforce {
    condition     = core::try(attrs.disabled, null) == true || !core::regex_match(attrs.filter, "(?i)cloudaudit|activity|data_access|protoPayload|serviceAccount|^\\s*$")
    error_message = "The exclusion ${attrs.name} leaves the audit of who does what out (${attrs.filter}). Name what it is meant to leave out."
  }
}

resource_policy "google_logging_folder_exclusion" "google_folder_exclusion" {
  enforce {
    condition     = core::try(attrs.disabled, null) == true || !core::regex_match(attrs.filter, "(?i)cloudaudit|activity|data_access|protoPayload|serviceAccount|^\\s*$")
    error_message = "The exclusion ${attrs.name} leaves the audit of who does what out (${attrs.filter}). Name what it is meant to leave out."
  }
}

resource_policy "google_logging_organization_exclusion" "google_organization_exclusion" {
  enforce {
    condition     = core::try(attrs.disabled, null) == true || !core::regex_match(attrs.filter, "(?i)cloudaudit|activity|data_access|protoPayload|serviceAccount|^\\s*$")
    error_message = "The exclusion ${attrs.name} leaves the audit of who does what out (${attrs.filter}). Name what it is meant to leave out."
  }
}

resource_policy "google_resource_manager_lien" "google_lien_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_resource_manager_lien", { parent = prior_attrs.parent })) > 0
    error_message = "The lien on ${prior_attrs.parent} is deleted, and nothing keeps the project. Keep it, or forget it with a removed block."
  }
}

resource_policy "google_scc_notification_config" "google_scc_notification_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_scc_notification_config", { config_id = prior_attrs.config_id })) > 0
    error_message = "The notification ${prior_attrs.config_id} of Security Command Center is deleted. Keep it, or forget it with a removed block."
  }
}

resource_policy "google_os_config_patch_deployment" "google_patch_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_os_config_patch_deployment", { patch_deployment_id = prior_attrs.patch_deployment_id })) > 0
    error_message = "The patch deployment ${prior_attrs.patch_deployment_id} is deleted. Keep it, or forget it with a removed block."
  }
}
