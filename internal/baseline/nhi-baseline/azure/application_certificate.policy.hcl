# Refuses certificates of applications and service principals that are said to
# last longer than the tenant allows.
#
# Why: whoever has the private key is the application until the certificate
# ends.
#
# Mend: set end_date to azure_application_certificate_days or less, and renew
# from a vault.
policy {
  required_providers {
    azuread = {
      source = "hashicorp/azuread"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "azure_application_certificate_days" {
  type        = number
  default     = 397
  description = "How many days a certificate of an application may last."
}

resource_policy "azuread_application_certificate" "azure_application_certificate" {
  locals {
    from  = core::try(attrs.start_date, null) == null ? core::timestamp() : attrs.start_date
    limit = core::timeadd(local.from, "${input.azure_application_certificate_days * 24}h")
    end   = core::try(attrs.end_date_relative, null) == null ? core::try(attrs.end_date, null) : core::timeadd(local.from, attrs.end_date_relative)
  }

  enforce {
    condition     = local.end == null ? true : core::timecmp(local.end, local.limit) <= 0
    error_message = "The certificate of the application ends ${local.end == null ? "" : local.end}. It may last ${input.azure_application_certificate_days} days here: set end_date, and rotate it, or use a federated credential."
  }
}

resource_policy "azuread_service_principal_certificate" "azure_service_principal_certificate" {
  locals {
    from  = core::try(attrs.start_date, null) == null ? core::timestamp() : attrs.start_date
    limit = core::timeadd(local.from, "${input.azure_application_certificate_days * 24}h")
    end   = core::try(attrs.end_date_relative, null) == null ? core::try(attrs.end_date, null) : core::timeadd(local.from, attrs.end_date_relative)
  }

  enforce {
    condition     = local.end == null ? true : core::timecmp(local.end, local.limit) <= 0
    error_message = "The certificate of the service principal ends ${local.end == null ? "" : local.end}. It may last ${input.azure_application_certificate_days} days here: set end_date, and rotate it, or use a federated credential."
  }
}
