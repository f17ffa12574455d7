# Refuses certificates of a private authority that are valid for longer than the
# tenant allows, and authorities that are valid for longer than ten years or
# sign with SHA-1 or short keys.
#
# Why: a certificate is a credential; it ends by itself only if it was told to,
# and revocation reaches few.
#
# Mend: shorten the validity to aws_certificate_days, and let ACM renew.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "aws_certificate_days" {
  type        = number
  default     = 397
  description = "How many days a certificate of a private authority may be valid."
}

locals {
  days_of = { DAYS = 1, MONTHS = 30, YEARS = 365 }
}

resource_policy "aws_acmpca_certificate" "aws_private_certificate_validity" {
  # END_DATE and ABSOLUTE name an instant, which plans compare with nothing.
  filter = core::contains(["DAYS", "MONTHS", "YEARS"], core::try(attrs.validity[0].type, null))

  locals {
    days      = core::try(attrs.validity[0].value, 0) * local.days_of[attrs.validity[0].type]
    authority = core::regex_match(core::try(attrs.template_arn, null) == null ? "" : attrs.template_arn, "CACertificate")
  }

  enforce {
    condition     = local.days <= (local.authority ? 3660 : input.aws_certificate_days)
    error_message = "The certificate is valid for ${local.days} days; ${local.authority ? 3660 : input.aws_certificate_days} are allowed here."
  }
}

resource_policy "aws_acmpca_certificate_authority" "aws_private_authority_algorithms" {
  locals {
    algorithms = [for config in core::try(attrs.certificate_authority_configuration, []) : "${config.key_algorithm} ${config.signing_algorithm}"]
  }

  enforce {
    condition     = !core::anytrue([for pair in local.algorithms : core::regex_match(pair, "RSA_1024|SHA1")])
    error_message = "The authority signs by ${core::join(", ", local.algorithms)}. Use RSA_4096 or EC_prime256v1, with SHA-256 or longer."
  }
}
