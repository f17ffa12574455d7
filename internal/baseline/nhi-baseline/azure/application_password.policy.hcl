# Refuses passwords of applications and service principals that last longer
# than the tenant allows, or for as long as Entra ID lets them when nobody
# says.
#
# Why: whoever has read the password is the application, from anywhere, until
# it ends. Two years are the default, and nobody misses it when it is copied.
#
# Mend: use a federated credential or a managed identity. Where neither works
# set end_date to azure_secret_days or less, and rotate by
# rotate_when_changed.
policy {
  required_providers {
    azuread = {
      source = "hashicorp/azuread"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "azure_secret_days" {
  type        = number
  default     = 180
  description = "How many days a password of an application may last."
}

resource_policy "azuread_application_password" "azure_application_password" {
  locals {
    from  = core::try(attrs.start_date, null) == null ? core::timestamp() : attrs.start_date
    limit = core::timeadd(local.from, "${input.azure_secret_days * 24}h")
    end   = core::try(attrs.end_date_relative, null) == null ? core::try(attrs.end_date, null) : core::timeadd(local.from, attrs.end_date_relative)
  }

  enforce {
    condition     = local.end == null ? false : core::timecmp(local.end, local.limit) <= 0
    error_message = "The password of the application ends ${local.end == null ? "after two years, by default" : local.end}. It may last ${input.azure_secret_days} days here: set end_date, and rotate it, or use a federated credential."
  }
}

resource_policy "azuread_service_principal_password" "azure_service_principal_password" {
  locals {
    from  = core::try(attrs.start_date, null) == null ? core::timestamp() : attrs.start_date
    limit = core::timeadd(local.from, "${input.azure_secret_days * 24}h")
    end   = core::try(attrs.end_date_relative, null) == null ? core::try(attrs.end_date, null) : core::timeadd(local.from, attrs.end_date_relative)
  }

  enforce {
    condition     = local.end == null ? false : core::timecmp(local.end, local.limit) <= 0
    error_message = "The password of the service principal ends ${local.end == null ? "after two years, by default" : local.end}. It may last ${input.azure_secret_days} days here: set end_date, and rotate it, or use a federated credential."
  }
}

resource_policy "azuread_application" "azure_application_inline_password" {
  locals {
    ends = [for p in core::try(attrs.password, null) == null ? [] : core::tolist(attrs.password) : [core::try(p.start_date, null) == null ? core::timestamp() : p.start_date, core::try(p.end_date, null)]]
    long = [for e in local.ends : e[1] == null ? "after two years, by default" : e[1] if e[1] == null ? true : core::timecmp(e[1], core::timeadd(e[0], "${input.azure_secret_days * 24}h")) > 0]
  }

  enforce {
    condition     = core::length(local.long) == 0
    error_message = "The password in the application ends ${core::join(", ", local.long)}. It may last ${input.azure_secret_days} days here: set end_date, or use a federated credential."
  }
}
