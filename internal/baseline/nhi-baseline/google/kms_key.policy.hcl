# Refuses keys that are not rotated within the tenant's period, that may be
# destroyed at once, and the deletion of keys.
#
# Why: the longer a key is used the more is lost with it; and what a destroyed
# key encrypts is lost.
#
# Mend: set rotation_period to google_key_rotation_days or less, and
# destroy_scheduled_duration to google_key_destruction_days or more.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "google_key_rotation_days" {
  type        = number
  default     = 90
  description = "How many days a key of KMS may be used before it is rotated."
}

input "google_key_destruction_days" {
  type        = number
  default     = 7
  description = "How many days the destruction of a version of a key waits at least."
}

resource_policy "google_kms_crypto_key" "google_kms_rotation" {
  filter = core::contains([null, "", "ENCRYPT_DECRYPT"], core::try(attrs.purpose, null)) && core::try(attrs.import_only, null) != true

  locals {
    days = core::try(attrs.rotation_period, null) == null ? null : core::parseint(core::split(".", core::trimsuffix(attrs.rotation_period, "s"))[0], 10) / 86400
  }

  enforce {
    condition     = local.days != null && (local.days == null ? 0 : local.days) <= input.google_key_rotation_days
    error_message = "The key ${attrs.name} is ${local.days == null ? "never rotated" : "rotated after ${local.days} days"}; ${input.google_key_rotation_days} are allowed here. Set rotation_period."
  }
}

resource_policy "google_kms_crypto_key" "google_kms_destruction" {
  enforce {
    condition     = core::try(attrs.destroy_scheduled_duration, null) == null ? true : core::parseint(core::trimsuffix(attrs.destroy_scheduled_duration, "s"), 10) >= input.google_key_destruction_days * 86400
    error_message = "Versions of the key ${attrs.name} are gone ${attrs.destroy_scheduled_duration} after somebody destroys them. At least ${input.google_key_destruction_days} days are asked for here."
  }
}

resource_policy "google_kms_crypto_key" "google_kms_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_kms_crypto_key", { name = prior_attrs.name })) > 0
    error_message = "The versions of the key ${prior_attrs.name} are destroyed, and what they encrypt is lost. Disable them first, and except the deletion."
  }
}

resource_policy "google_kms_secret_ciphertext" "google_kms_plaintext" {
  enforce {
    condition     = core::try(attrs.plaintext, null) == null
    error_message = "The plain text stands in the state, beside what it is encrypted to. Encrypt it outside, and give the result."
  }
}
