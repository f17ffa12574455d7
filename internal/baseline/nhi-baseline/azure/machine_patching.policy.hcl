# Refuses machines that are told not to patch themselves, and maintenance that
# leaves security patches out, never restarts, comes too seldom, or ends.
#
# Why: what is known and not patched is used, and the identities of the
# machine go with it.
#
# Mend: leave automatic updates on, or set patch_mode to AutomaticByPlatform
# with a maintenance configuration that includes Critical and Security.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "azure_patch_window_days" {
  type        = number
  default     = 31
  description = "How many days may lie between two maintenance windows."
}

locals {
  days_of = { day = 1, week = 7, month = 31 }
}

resource_policy "azurerm_windows_virtual_machine" "azure_windows_updates" {
  enforce {
    condition     = core::try(attrs.patch_mode, null) == "AutomaticByPlatform" || core::try(attrs.patch_mode, null) != "Manual" && core::try(attrs.automatic_updates_enabled, null) != false && core::try(attrs.enable_automatic_updates, null) != false
    error_message = "Nobody patches ${attrs.name}. Leave automatic updates on, or set patch_mode to AutomaticByPlatform."
  }
}

resource_policy "azurerm_windows_virtual_machine_scale_set" "azure_windows_scale_set_updates" {
  enforce {
    condition     = core::try(attrs.enable_automatic_updates, null) != false
    error_message = "Nobody patches ${attrs.name}. Leave enable_automatic_updates true."
  }
}

resource_policy "azurerm_maintenance_configuration" "azure_maintenance_patches" {
  filter = attrs.scope == "InGuestPatch"

  locals {
    systems = core::flatten([for p in core::try(attrs.install_patches, null) == null ? [] : attrs.install_patches : [core::try(p.linux, null) == null ? [] : p.linux, core::try(p.windows, null) == null ? [] : p.windows]])
    every   = core::try(attrs.window[0].recur_every, null) == null ? "1Day" : attrs.window[0].recur_every
    step    = core::regex("^([0-9]*) ?((?i)day|week|month)", local.every)
    days    = (local.step[0] == "" ? 1 : core::parseint(local.step[0], 10)) * local.days_of[core::lower(local.step[1])]
    lacking = core::flatten([for s in local.systems : [for c in ["Critical", "Security"] : c if !core::contains(core::try(s.classifications_to_include, null) == null ? [] : core::tolist(s.classifications_to_include), c)]])
  }

  enforce {
    condition     = core::length(local.lacking) == 0
    error_message = "The configuration ${attrs.name} leaves ${core::join(", ", core::distinct(local.lacking))} patches out. Include Critical and Security."
  }

  enforce {
    condition     = core::try(attrs.install_patches[0].reboot, null) != "Never"
    error_message = "The configuration ${attrs.name} never restarts what it patches. Set reboot to IfRequired."
  }

  enforce {
    condition     = core::try(attrs.window[0].expiration_date_time, null) == null
    error_message = "The window of ${attrs.name} does not come after ${attrs.window[0].expiration_date_time}. Leave expiration_date_time out."
  }

  enforce {
    condition     = local.days <= input.azure_patch_window_days
    error_message = "The window of ${attrs.name} comes every ${local.every}; ${input.azure_patch_window_days} days are the most that may lie between two."
  }
}
