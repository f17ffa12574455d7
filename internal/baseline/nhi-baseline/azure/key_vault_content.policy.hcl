# Refuses keys and secrets of vaults that never end, and keys that are short.
#
# Why: what has no end is not rotated, and is still valid when somebody finds
# it years later.
#
# Mend: set expiration_date, or a rotation_policy on keys; RSA keys of 2048
# bits or more, or a curve.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_key_vault_key" "azure_vault_key_expiry" {
  enforce {
    condition     = core::try(attrs.expiration_date, null) != null || core::try(attrs.rotation_policy[0].expire_after, null) != null
    error_message = "The key ${attrs.name} never ends. Set expiration_date, or a rotation_policy with expire_after."
  }
}

resource_policy "azurerm_key_vault_key" "azure_vault_key_size" {
  filter = core::startswith(core::try("${attrs.key_type}", "RSA"), "RSA")

  enforce {
    condition     = (core::try(attrs.key_size, null) == null ? 2048 : attrs.key_size) >= 2048
    error_message = "The key ${attrs.name} has ${attrs.key_size} bits. Use 2048 or more, or a curve."
  }
}

resource_policy "azurerm_key_vault_secret" "azure_vault_secret_expiry" {
  enforce {
    condition     = core::try(attrs.expiration_date, null) != null
    error_message = "The secret ${attrs.name} never ends. Set expiration_date, and rotate it before."
  }
}

resource_policy "azurerm_key_vault_secret" "azure_vault_secret_value" {
  enforce {
    condition     = core::try(attrs.value, null) == null
    error_message = "The secret stands in value, and so in the state. Use value_wo, or let whoever makes the secret write it."
  }
}
