policytest {
  targets = ["machine_patching.policy.hcl"]
}

resource "azurerm_windows_virtual_machine" "windows_updates_passes" {
  attrs = { name = "a", patch_mode = null }
  expect {
    policy  = "azure_windows_updates"
    verdict = "pass"
  }
}

resource "azurerm_windows_virtual_machine" "windows_updates_passes_2" {
  attrs = { name = "a", patch_mode = "AutomaticByPlatform", automatic_updates_enabled = false }
  expect {
    policy  = "azure_windows_updates"
    verdict = "pass"
  }
}

resource "azurerm_windows_virtual_machine" "windows_updates_fails" {
  attrs = { name = "a", patch_mode = "Manual" }
  expect {
    policy  = "azure_windows_updates"
    verdict = "fail"
  }
}

resource "azurerm_windows_virtual_machine" "windows_updates_fails_2" {
  attrs = { name = "a", patch_mode = null, automatic_updates_enabled = false }
  expect {
    policy  = "azure_windows_updates"
    verdict = "fail"
  }
}

resource "azurerm_windows_virtual_machine" "windows_updates_fails_3" {
  attrs = { name = "a", patch_mode = null, enable_automatic_updates = false }
  expect {
    policy  = "azure_windows_updates"
    verdict = "fail"
  }
}

resource "azurerm_windows_virtual_machine" "windows_updates_undecided" {
  attrs = { name = "a", patch_mode = unknown("string") }
  expect {
    policy  = "azure_windows_updates"
    verdict = "undecided"
  }
}

resource "azurerm_windows_virtual_machine_scale_set" "windows_scale_set_updates_passes" {
  attrs = { name = "a", enable_automatic_updates = null }
  expect {
    policy  = "azure_windows_scale_set_updates"
    verdict = "pass"
  }
}

resource "azurerm_windows_virtual_machine_scale_set" "windows_scale_set_updates_fails" {
  attrs = { name = "a", enable_automatic_updates = false }
  expect {
    policy  = "azure_windows_scale_set_updates"
    verdict = "fail"
  }
}

resource "azurerm_windows_virtual_machine_scale_set" "windows_scale_set_updates_undecided" {
  attrs = { name = "a", enable_automatic_updates = unknown("bool") }
  expect {
    policy  = "azure_windows_scale_set_updates"
    verdict = "undecided"
  }
}

resource "azurerm_maintenance_configuration" "maintenance_patches_passes" {
  attrs = { name = "a", scope = "InGuestPatch", install_patches = [{ linux = [{ classifications_to_include = ["Critical", "Security"] }], windows = [] }] }
  expect {
    policy  = "azure_maintenance_patches"
    verdict = "pass"
  }
}

resource "azurerm_maintenance_configuration" "maintenance_patches_fails" {
  attrs = { name = "a", scope = "InGuestPatch", install_patches = [], window = [{ recur_every = "3Months first Sunday" }] }
  expect {
    policy  = "azure_maintenance_patches"
    verdict = "fail"
  }
}

resource "azurerm_maintenance_configuration" "maintenance_patches_fails_2" {
  attrs = { name = "a", scope = "InGuestPatch", install_patches = [{ reboot = "Never", linux = [], windows = [] }] }
  expect {
    policy  = "azure_maintenance_patches"
    verdict = "fail"
  }
}

resource "azurerm_maintenance_configuration" "maintenance_patches_fails_3" {
  attrs = { name = "a", scope = "InGuestPatch", install_patches = [], window = [{ expiration_date_time = "2027-02-01 00:00" }] }
  expect {
    policy  = "azure_maintenance_patches"
    verdict = "fail"
  }
}

resource "azurerm_maintenance_configuration" "maintenance_patches_fails_4" {
  attrs = { name = "a", scope = "InGuestPatch", install_patches = [{ linux = [], windows = [{ classifications_to_include = ["Updates"] }] }] }
  expect {
    policy  = "azure_maintenance_patches"
    verdict = "fail"
  }
}

resource "azurerm_maintenance_configuration" "maintenance_patches_undecided" {
  attrs = { name = "a", scope = "InGuestPatch", install_patches = [{ linux = [{ classifications_to_include = [unknown("string")] }], windows = [] }] }
  expect {
    policy  = "azure_maintenance_patches"
    verdict = "undecided"
  }
}

resource "azurerm_maintenance_configuration" "maintenance_patches_leaves_out" {
  attrs = { scope = "Host" }
}
