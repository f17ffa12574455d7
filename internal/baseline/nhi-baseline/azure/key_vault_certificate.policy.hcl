# Refuses certificates of vaults that last longer than the tenant allows, are
# not renewed, have short keys, or whose keys leave the vault.
#
# Why: the longer a certificate lasts the longer a stolen key is good; and one
# that nobody renews ends on a Sunday.
#
# Mend: set validity_in_months to azure_certificate_months or less, a
# lifetime_action, and a key of 2048 bits or more.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "azure_certificate_months" {
  type        = number
  default     = 12
  description = "How many months a certificate of a vault may be valid."
}

resource_policy "azurerm_key_vault_certificate" "azure_vault_certificate_validity" {
  filter = core::try(attrs.certificate_policy[0].x509_certificate_properties[0].validity_in_months, null) != null

  enforce {
    condition     = attrs.certificate_policy[0].x509_certificate_properties[0].validity_in_months <= input.azure_certificate_months
    error_message = "The certificate ${attrs.name} is valid for ${attrs.certificate_policy[0].x509_certificate_properties[0].validity_in_months} months; ${input.azure_certificate_months} are allowed here."
  }
}

resource_policy "azurerm_key_vault_certificate" "azure_vault_certificate_renewal" {
  filter = core::length(core::try(attrs.certificate_policy, null) == null ? [] : attrs.certificate_policy) > 0

  enforce {
    condition     = core::length(core::try(attrs.certificate_policy[0].lifetime_action, [])) > 0
    error_message = "Nobody renews the certificate ${attrs.name}. Add a lifetime_action: AutoRenew, or EmailContacts."
  }
}

resource_policy "azurerm_key_vault_certificate" "azure_vault_certificate_key" {
  enforce {
    condition     = core::startswith(core::try(attrs.certificate_policy[0].key_properties[0].key_type, "RSA"), "EC") || core::try(attrs.certificate_policy[0].key_properties[0].key_size, null) == null || core::try(attrs.certificate_policy[0].key_properties[0].key_size >= 2048, true)
    error_message = "The key of the certificate ${attrs.name} has ${attrs.certificate_policy[0].key_properties[0].key_size} bits. Use 2048 or more, or a curve."
  }
}
