# Refuses certificates of ACM with keys of 1024 bits, or that are kept out of
# the transparency logs.
#
# Why: keys of 1024 bits are broken; a certificate that no log knows cannot be
# told from one that somebody else had issued.
#
# Mend: use RSA_2048 or EC_prime256v1, and leave
# certificate_transparency_logging_preference ENABLED.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_acm_certificate" "aws_acm_key" {
  enforce {
    condition     = core::try(attrs.key_algorithm, null) != "RSA_1024"
    error_message = "The key has 1024 bits. Use RSA_2048 or EC_prime256v1."
  }

  enforce {
    condition     = core::try(attrs.options[0].certificate_transparency_logging_preference, null) != "DISABLED"
    error_message = "No transparency log will know the certificate. Leave certificate_transparency_logging_preference ENABLED."
  }
}
