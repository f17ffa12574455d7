# Refuses certificates that are not renewed before they end.
#
# Why: a certificate that ends unnoticed stops the devices that need it, and is
# then renewed by hand, for long.
#
# Mend: set early_renewal_hours, or auto_renew with min_seconds_remaining, to
# device_renewal_days at least.
policy {
  required_providers {
    tls = {
      source = "hashicorp/tls"
    }
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "advisory"
}

input "device_renewal_days" {
  type        = number
  default     = 7
  description = "How many days before its end a certificate is renewed at the latest."
}

resource_policy "tls_*_cert" "device_certificate_renewal" {
  filter = core::try(attrs.is_ca_certificate, null) != true

  enforce {
    condition     = core::try(attrs.early_renewal_hours >= input.device_renewal_days * 24, false) || core::try(attrs.early_renewal_hours > 0 && attrs.validity_period_hours <= input.device_renewal_days * 48, false)
    error_message = "The certificate is renewed when it has ended. Set early_renewal_hours to ${input.device_renewal_days * 24} at least."
  }
}

resource_policy "vault_pki_secret_backend_*" "device_vault_certificate_renewal" {
  filter = core::contains(["vault_pki_secret_backend_cert", "vault_pki_secret_backend_sign"], meta.type)

  enforce {
    condition     = core::try(attrs.auto_renew, null) == true
    error_message = "The certificate is not renewed before it ends. Set auto_renew to true, with min_seconds_remaining."
  }
}
