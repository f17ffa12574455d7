# Refuses certificates of devices and services that are valid for longer than
# the tenant allows, and authorities that are for longer than ten years.
#
# Why: a certificate is a credential; it ends by itself only if it was told to,
# and revocation reaches few.
#
# Mend: shorten validity_period_hours or ttl to device_certificate_days, and
# renew in time.
policy {
  required_providers {
    tls = {
      source = "hashicorp/tls"
    }
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "device_certificate_days" {
  type        = number
  default     = 397
  description = "How many days a certificate may be valid."
}

resource_policy "tls_*_cert" "device_certificate_lifetime" {
  locals {
    authority = core::try(attrs.is_ca_certificate, null) == true
    days      = local.authority ? 3660 : input.device_certificate_days
  }

  enforce {
    condition     = attrs.validity_period_hours <= local.days * 24
    error_message = "The certificate is valid for ${attrs.validity_period_hours / 24} days. At most ${local.days} are allowed here."
  }
}

resource_policy "vault_pki_secret_backend_*" "device_vault_certificate_lifetime" {
  filter = core::contains(["vault_pki_secret_backend_cert", "vault_pki_secret_backend_sign", "vault_pki_secret_backend_root_cert", "vault_pki_secret_backend_root_sign_intermediate"], meta.type) && core::try(attrs.ttl, null) != null

  locals {
    authority = core::contains(["vault_pki_secret_backend_root_cert", "vault_pki_secret_backend_root_sign_intermediate"], meta.type)
    days      = local.authority ? 3660 : input.device_certificate_days
    hours     = core::try(core::parseint(attrs.ttl, 10) / 3600, core::parseint(core::regex("^(\\d+)h", attrs.ttl)[0], 10), core::parseint(core::regex("^(\\d+)d", attrs.ttl)[0], 10) * 24, 0)
  }

  enforce {
    condition     = local.hours <= local.days * 24
    error_message = "The certificate is valid for ${attrs.ttl}. At most ${local.days} days are allowed here."
  }
}
