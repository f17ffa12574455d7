# Refuses Linux machines that people or programs sign in to by password.
#
# Why: a password is guessed from everywhere, and shared among all who know
# it.
#
# Mend: leave disable_password_authentication true, and use keys, or better
# the sign-in of Entra ID.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_linux_virtual_machine" "azure_linux_password" {
  enforce {
    condition     = core::try(attrs.disable_password_authentication, null) != false
    error_message = "Whoever knows the password signs in to ${attrs.name}. Leave disable_password_authentication true, and use admin_ssh_key or Entra ID."
  }
}

resource_policy "azurerm_linux_virtual_machine_scale_set" "azure_linux_scale_set_password" {
  enforce {
    condition     = core::try(attrs.disable_password_authentication, null) != false
    error_message = "Whoever knows the password signs in to ${attrs.name}. Leave disable_password_authentication true, and use admin_ssh_key or Entra ID."
  }
}

resource_policy "azurerm_virtual_machine" "azure_machine_password" {
  enforce {
    condition     = core::length([for c in core::try(attrs.os_profile_linux_config, null) == null ? [] : core::tolist(attrs.os_profile_linux_config) : c if c.disable_password_authentication == false]) == 0
    error_message = "Whoever knows the password signs in to ${attrs.name}. Set disable_password_authentication, and use ssh_keys or Entra ID."
  }
}

resource_policy "azurerm_virtual_machine_scale_set" "azure_scale_set_password" {
  enforce {
    condition     = core::length([for c in core::try(attrs.os_profile_linux_config, null) == null ? [] : core::tolist(attrs.os_profile_linux_config) : c if c.disable_password_authentication == false]) == 0
    error_message = "Whoever knows the password signs in to ${attrs.name}. Set disable_password_authentication, and use ssh_keys or Entra ID."
  }
}

resource_policy "azurerm_orchestrated_virtual_machine_scale_set" "azure_orchestrated_password" {
  enforce {
    condition     = core::try(attrs.os_profile[0].linux_configuration[0].disable_password_authentication, null) != false
    error_message = "Whoever knows the password signs in to ${attrs.name}. Leave disable_password_authentication true, and use admin_ssh_key or Entra ID."
  }
}

resource_policy "azurerm_linux_virtual_machine" "azure_linux_password_written" {
  enforce {
    condition     = core::try(attrs.admin_password, null) == null
    error_message = "The password stands in admin_password, and so in the state. Use admin_ssh_key, and leave disable_password_authentication true."
  }
}

resource_policy "azurerm_linux_virtual_machine_scale_set" "azure_linux_scale_set_password_written" {
  enforce {
    condition     = core::try(attrs.admin_password, null) == null
    error_message = "The password stands in admin_password, and so in the state. Use admin_ssh_key, and leave disable_password_authentication true."
  }
}
