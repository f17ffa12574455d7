# Refuses symmetric KMS keys that are not rotated, or less often than the tenant
# allows.
#
# Why: what leaks or is broken then reaches only what was encrypted since the
# last rotation. Rotation by KMS changes nothing for those who use the key.
#
# Mend: set enable_key_rotation; aws_key_rotation_days is the longest period
# that the tenant may have.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "aws_key_rotation_days" {
  type        = number
  default     = 365
  description = "After how many days a KMS key is rotated at the latest."
}

resource_policy "aws_kms_key" "aws_kms_rotation" {
  # KMS rotates neither asymmetric and HMAC keys nor those of other stores.
  filter = core::contains(["SYMMETRIC_DEFAULT", null], core::try(attrs.customer_master_key_spec, null)) && core::contains(["ENCRYPT_DECRYPT", null], core::try(attrs.key_usage, null)) && core::try(attrs.custom_key_store_id, null) == null

  enforce {
    condition     = core::try(attrs.enable_key_rotation, null) == true
    error_message = "The key is never rotated. Set enable_key_rotation to true."
  }

  enforce {
    condition     = (core::try(attrs.rotation_period_in_days, null) == null ? 365 : attrs.rotation_period_in_days) <= input.aws_key_rotation_days
    error_message = "The key is rotated every ${core::try(attrs.rotation_period_in_days, null) == null ? 365 : attrs.rotation_period_in_days} days. At most ${input.aws_key_rotation_days} are allowed here."
  }
}
