# Refuses signatures (SAS) for storage that are good for longer than the
# tenant allows, or travel in clear text.
#
# Why: a signature is a password that names nobody and cannot be withdrawn
# without changing the key of the account.
#
# Mend: grant a role to the identity that needs the data. Where there is none,
# keep the signature to azure_sas_days.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "azure_sas_days" {
  type        = number
  default     = 7
  description = "How many days a signature for storage may be good."
}

data_policy "azurerm_storage_account_sas" "azure_sas_account" {
  enforce {
    condition     = core::timecmp(attrs.expiry, core::timeadd(attrs.start, "${input.azure_sas_days * 24}h")) <= 0
    error_message = "The signature is good from ${attrs.start} to ${attrs.expiry}; ${input.azure_sas_days} days are allowed here. Grant a role to an identity instead."
  }

  enforce {
    condition     = core::try(attrs.https_only, null) != false
    error_message = "The signature travels in clear text. Leave https_only true."
  }
}

data_policy "azurerm_storage_account_blob_container_sas" "azure_sas_container" {
  enforce {
    condition     = core::timecmp(attrs.expiry, core::timeadd(attrs.start, "${input.azure_sas_days * 24}h")) <= 0
    error_message = "The signature is good from ${attrs.start} to ${attrs.expiry}; ${input.azure_sas_days} days are allowed here. Grant a role to an identity instead."
  }

  enforce {
    condition     = core::try(attrs.https_only, null) != false
    error_message = "The signature travels in clear text. Leave https_only true."
  }
}

resource_policy "azurerm_managed_disk_sas_token" "azure_sas_disk" {
  enforce {
    condition     = attrs.duration_in_seconds <= input.azure_sas_days * 86400
    error_message = "The signature is good for ${attrs.duration_in_seconds} seconds; ${input.azure_sas_days} days are allowed here."
  }
}
