# Refuses private keys that are too short, and generated passwords and tokens
# that can be guessed.
#
# Why: a key that can be broken, or a password that can be tried out, is no
# credential.
#
# Mend: use ED25519, ECDSA with P256 or more, or RSA with 2048 bits or more; let
# passwords have any_password_length characters.
policy {
  required_providers {
    random = {
      source = "hashicorp/random"
    }
    tls = {
      source = "hashicorp/tls"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "any_password_length" {
  type        = number
  default     = 16
  description = "How many characters a generated password has at least."
}

resource_policy "tls_private_key" "any_key_algorithm" {
  locals {
    bits  = core::try(attrs.rsa_bits, null) == null ? 2048 : attrs.rsa_bits
    curve = core::try(attrs.ecdsa_curve, null) == null ? "P224" : attrs.ecdsa_curve
  }

  enforce {
    condition     = attrs.algorithm != "RSA" || local.bits >= 2048
    error_message = "The key has ${local.bits} bits. Set rsa_bits to 2048 or more."
  }

  enforce {
    condition     = attrs.algorithm != "ECDSA" || local.curve != "P224"
    error_message = "The key is on the curve P224, which it is unless it is told otherwise. Set ecdsa_curve to P256 or more."
  }
}

resource_policy "random_password" "any_password_length" {
  enforce {
    condition     = attrs.length >= input.any_password_length
    error_message = "The password has ${attrs.length} characters. ${input.any_password_length} are asked for here."
  }
}
