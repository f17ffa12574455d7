policytest {
  targets = ["virtual_machine.policy.hcl"]
}

resource "azurerm_linux_virtual_machine" "linux_password_passes" {
  attrs = { name = "a", disable_password_authentication = true, admin_password = null }
  expect {
    policy  = "azure_linux_password"
    verdict = "pass"
  }
}

resource "azurerm_linux_virtual_machine" "linux_password_passes_2" {
  attrs = { name = "a", disable_password_authentication = null, admin_password = null }
  expect {
    policy  = "azure_linux_password"
    verdict = "pass"
  }
}

resource "azurerm_linux_virtual_machine" "linux_password_fails" {
  attrs = { name = "a", disable_password_authentication = false }
  expect {
    policy  = "azure_linux_password"
    verdict = "fail"
  }
}

resource "azurerm_linux_virtual_machine" "linux_password_undecided" {
  attrs = { name = "a", disable_password_authentication = unknown("bool") }
  expect {
    policy  = "azure_linux_password"
    verdict = "undecided"
  }
}

resource "azurerm_linux_virtual_machine_scale_set" "linux_scale_set_password_passes" {
  attrs = { name = "a", disable_password_authentication = true, admin_password = null }
  expect {
    policy  = "azure_linux_scale_set_password"
    verdict = "pass"
  }
}

resource "azurerm_linux_virtual_machine_scale_set" "linux_scale_set_password_passes_2" {
  attrs = { name = "a", disable_password_authentication = null, admin_password = null }
  expect {
    policy  = "azure_linux_scale_set_password"
    verdict = "pass"
  }
}

resource "azurerm_linux_virtual_machine_scale_set" "linux_scale_set_password_fails" {
  attrs = { name = "a", disable_password_authentication = false }
  expect {
    policy  = "azure_linux_scale_set_password"
    verdict = "fail"
  }
}

resource "azurerm_linux_virtual_machine_scale_set" "linux_scale_set_password_undecided" {
  attrs = { name = "a", disable_password_authentication = unknown("bool") }
  expect {
    policy  = "azure_linux_scale_set_password"
    verdict = "undecided"
  }
}

resource "azurerm_virtual_machine" "machine_password_passes" {
  attrs = { name = "a", os_profile_linux_config = [] }
  expect {
    policy  = "azure_machine_password"
    verdict = "pass"
  }
}

resource "azurerm_virtual_machine" "machine_password_passes_2" {
  attrs = { name = "a", os_profile_linux_config = [{ disable_password_authentication = true }] }
  expect {
    policy  = "azure_machine_password"
    verdict = "pass"
  }
}

resource "azurerm_virtual_machine" "machine_password_fails" {
  attrs = { name = "a", os_profile_linux_config = [{ disable_password_authentication = false }] }
  expect {
    policy  = "azure_machine_password"
    verdict = "fail"
  }
}

resource "azurerm_virtual_machine" "machine_password_undecided" {
  attrs = { name = "a", os_profile_linux_config = [{ disable_password_authentication = unknown("bool") }] }
  expect {
    policy  = "azure_machine_password"
    verdict = "undecided"
  }
}

resource "azurerm_virtual_machine_scale_set" "scale_set_password_passes" {
  attrs = { name = "a", os_profile_linux_config = [] }
  expect {
    policy  = "azure_scale_set_password"
    verdict = "pass"
  }
}

resource "azurerm_virtual_machine_scale_set" "scale_set_password_passes_2" {
  attrs = { name = "a", os_profile_linux_config = [{ disable_password_authentication = true }] }
  expect {
    policy  = "azure_scale_set_password"
    verdict = "pass"
  }
}

resource "azurerm_virtual_machine_scale_set" "scale_set_password_fails" {
  attrs = { name = "a", os_profile_linux_config = [{ disable_password_authentication = false }] }
  expect {
    policy  = "azure_scale_set_password"
    verdict = "fail"
  }
}

resource "azurerm_virtual_machine_scale_set" "scale_set_password_undecided" {
  attrs = { name = "a", os_profile_linux_config = [{ disable_password_authentication = unknown("bool") }] }
  expect {
    policy  = "azure_scale_set_password"
    verdict = "undecided"
  }
}

resource "azurerm_orchestrated_virtual_machine_scale_set" "orchestrated_password_passes" {
  attrs = { name = "a", os_profile = [{ linux_configuration = [{ disable_password_authentication = true }] }] }
  expect {
    policy  = "azure_orchestrated_password"
    verdict = "pass"
  }
}

resource "azurerm_orchestrated_virtual_machine_scale_set" "orchestrated_password_passes_2" {
  attrs = { name = "a", os_profile = [{ linux_configuration = [{ disable_password_authentication = null }] }] }
  expect {
    policy  = "azure_orchestrated_password"
    verdict = "pass"
  }
}

resource "azurerm_orchestrated_virtual_machine_scale_set" "orchestrated_password_fails" {
  attrs = { name = "a", os_profile = [{ linux_configuration = [{ disable_password_authentication = false }] }] }
  expect {
    policy  = "azure_orchestrated_password"
    verdict = "fail"
  }
}

resource "azurerm_orchestrated_virtual_machine_scale_set" "orchestrated_password_undecided" {
  attrs = { name = "a", os_profile = [{ linux_configuration = [{ disable_password_authentication = unknown("bool") }] }] }
  expect {
    policy  = "azure_orchestrated_password"
    verdict = "undecided"
  }
}

resource "azurerm_linux_virtual_machine" "linux_password_written_passes" {
  attrs = { admin_password = null, disable_password_authentication = true }
  expect {
    policy  = "azure_linux_password_written"
    verdict = "pass"
  }
}

resource "azurerm_linux_virtual_machine" "linux_password_written_fails" {
  attrs = { admin_password = "not-so-secret" }
  expect {
    policy  = "azure_linux_password_written"
    verdict = "fail"
  }
}

resource "azurerm_linux_virtual_machine" "linux_password_written_undecided" {
  attrs = { admin_password = unknown("string") }
  expect {
    policy  = "azure_linux_password_written"
    verdict = "undecided"
  }
}

resource "azurerm_linux_virtual_machine_scale_set" "linux_scale_set_password_written_passes" {
  attrs = { admin_password = null, disable_password_authentication = true }
  expect {
    policy  = "azure_linux_scale_set_password_written"
    verdict = "pass"
  }
}

resource "azurerm_linux_virtual_machine_scale_set" "linux_scale_set_password_written_fails" {
  attrs = { admin_password = "not-so-secret" }
  expect {
    policy  = "azure_linux_scale_set_password_written"
    verdict = "fail"
  }
}

resource "azurerm_linux_virtual_machine_scale_set" "linux_scale_set_password_written_undecided" {
  attrs = { admin_password = unknown("string") }
  expect {
    policy  = "azure_linux_scale_set_password_written"
    verdict = "undecided"
  }
}
