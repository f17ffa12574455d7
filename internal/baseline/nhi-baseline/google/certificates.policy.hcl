# Refuses TLS policies with old versions or weak ciphers, private keys of
# certificates in the configuration, and certificates of private authorities
# that last too long.
#
# Why: a token that travels by broken TLS is read on the way; and whoever has
# the key of a certificate is the site.
#
# Mend: set TLS_1_2 with MODERN or RESTRICTED, let Google make the certificate
# (managed), and keep lifetime to google_certificate_days.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "google_certificate_days" {
  type        = number
  default     = 397
  description = "How many days a certificate of a private authority may be valid."
}

resource_policy "google_compute_ssl_policy" "google_ssl_policy" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.profile, null) == "RESTRICTED" || core::try(attrs.min_tls_version, null) == "TLS_1_2" && core::contains(["MODERN", "CUSTOM", "FIPS_202205"], core::try(attrs.profile, null))
    error_message = "The policy ${attrs.name} talks old TLS or weak ciphers. Set min_tls_version to TLS_1_2, and profile to MODERN or RESTRICTED."
  }
}

resource_policy "google_compute_region_ssl_policy" "google_region_ssl_policy" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.profile, null) == "RESTRICTED" || core::try(attrs.min_tls_version, null) == "TLS_1_2" && core::contains(["MODERN", "CUSTOM", "FIPS_202205"], core::try(attrs.profile, null))
    error_message = "The policy ${attrs.name} talks old TLS or weak ciphers. Set min_tls_version to TLS_1_2, and profile to MODERN or RESTRICTED."
  }
}

resource_policy "google_compute_ssl_certificate" "google_ssl_certificate_key" {
  enforce {
    condition     = core::try(attrs.private_key, null) == null
    error_message = "The private key stands in the state. Use google_compute_managed_ssl_certificate, or private_key_wo."
  }
}

resource_policy "google_compute_region_ssl_certificate" "google_region_ssl_certificate_key" {
  enforce {
    condition     = core::try(attrs.private_key, null) == null
    error_message = "The private key stands in the state. Use a managed certificate of google_certificate_manager_certificate."
  }
}

resource_policy "google_certificate_manager_certificate" "google_certificate_manager_key" {
  enforce {
    condition     = core::try(attrs.self_managed[0].pem_private_key, null) == null && core::try(attrs.self_managed[0].private_key_pem, null) == null
    error_message = "The private key stands in the state. Let Google make the certificate (managed)."
  }
}

resource_policy "google_privateca_certificate" "google_private_certificate_validity" {
  locals {
    days = core::try(attrs.lifetime, null) == null ? 3650 : core::parseint(core::split(".", core::trimsuffix(attrs.lifetime, "s"))[0], 10) / 86400
  }

  enforce {
    condition     = local.days <= (core::try(attrs.config[0].x509_config[0].ca_options[0].is_ca, null) == true ? 3660 : input.google_certificate_days)
    error_message = "The certificate ${attrs.name} is valid for ${local.days} days; ${input.google_certificate_days} are allowed here."
  }
}

resource_policy "google_privateca_certificate_authority" "google_private_authority_deletion" {
  enforce {
    condition     = core::try(attrs.skip_grace_period, null) != true && core::try(attrs.ignore_active_certificates_on_deletion, null) != true
    error_message = "The authority is gone at once when somebody deletes it, with certificates that are still used. Leave skip_grace_period and ignore_active_certificates_on_deletion false."
  }
}
