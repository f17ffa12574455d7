# Refuses patch deployments that come once, never restart what they patch, or
# leave security patches out.
#
# Why: what is known and not patched is used, and the identities of the
# machine go with it.
#
# Mend: set recurring_schedule, reboot_config DEFAULT or ALWAYS, and
# classifications with CRITICAL and SECURITY.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "google_os_config_patch_deployment" "google_patch_schedule" {
  enforce {
    condition     = core::length(core::try(attrs.recurring_schedule, null) == null ? [] : attrs.recurring_schedule) > 0
    error_message = "The deployment ${attrs.patch_deployment_id} patches once. Set recurring_schedule."
  }
}

resource_policy "google_os_config_patch_deployment" "google_patch_reboot" {
  enforce {
    condition     = core::try(attrs.patch_config[0].reboot_config, null) != "NEVER"
    error_message = "The deployment ${attrs.patch_deployment_id} never restarts what it patches. Set reboot_config to DEFAULT."
  }
}

resource_policy "google_os_config_patch_deployment" "google_patch_classes" {
  enforce {
    condition     = core::try(attrs.patch_config[0].windows_update[0].classifications, null) == null ? true : core::length([for c in ["CRITICAL", "SECURITY"] : c if !core::contains(attrs.patch_config[0].windows_update[0].classifications, c)]) == 0
    error_message = "The deployment ${attrs.patch_deployment_id} leaves critical or security patches out. Add CRITICAL and SECURITY."
  }
}
