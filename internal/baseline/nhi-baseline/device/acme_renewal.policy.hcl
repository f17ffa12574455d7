# Refuses certificates of an ACME authority that are renewed too late or never.
#
# Why: a certificate that ends unnoticed stops what needs it, and is then
# renewed by hand, for long.
#
# Mend: set min_days_remaining to device_acme_days or more, as it is unless it
# is told otherwise, and run Terraform more often than that.
policy {
  required_providers {
    acme = {
      source = "vancluever/acme"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "device_acme_days" {
  type        = number
  default     = 14
  description = "How many days before its end a certificate of an ACME authority is renewed at the latest."
}

resource_policy "*" "device_acme_renewal" {
  filter = meta.type == "acme_certificate"

  locals {
    argument = "min_days_remaining"
    days     = core::try(attrs[local.argument], null) == null ? 30 : attrs[local.argument]
  }

  enforce {
    condition     = local.days >= input.device_acme_days
    error_message = "The certificate is renewed ${local.days} days before its end (below 0 is never). ${input.device_acme_days} are asked for here."
  }
}
