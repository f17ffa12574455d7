# Refuses secrets that neither end nor are rotated, and secrets whose value
# stands in the configuration.
#
# Why: what has no end is not rotated, and is still valid when somebody finds
# it years later.
#
# Mend: set rotation with a topic that tells who rotates, or expire_time; and
# write the value with secret_data_wo, or outside.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "google_secret_manager_secret" "google_secret_rotation" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.rotation[0].rotation_period, null) != null || core::try(attrs.rotation[0].next_rotation_time, null) != null || core::try(attrs.expire_time, null) != null || core::try(attrs.ttl, null) != null
    error_message = "The secret ${attrs.secret_id} neither ends nor is rotated. Set rotation with topics, or expire_time."
  }
}

resource_policy "google_secret_manager_regional_secret" "google_regional_secret_rotation" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.rotation[0].rotation_period, null) != null || core::try(attrs.rotation[0].next_rotation_time, null) != null || core::try(attrs.expire_time, null) != null || core::try(attrs.ttl, null) != null
    error_message = "The secret ${attrs.secret_id} neither ends nor is rotated. Set rotation with topics, or expire_time."
  }
}

resource_policy "google_secret_manager_secret_version" "google_secret_value" {
  enforce {
    condition     = core::try(attrs.secret_data, null) == null
    error_message = "The secret stands in secret_data, and so in the state. Use secret_data_wo, or let whoever makes the secret write it."
  }
}

resource_policy "google_secret_manager_regional_secret_version" "google_regional_secret_value" {
  enforce {
    condition     = core::try(attrs.secret_data, null) == null
    error_message = "The secret stands in secret_data, and so in the state. Let whoever makes the secret write it."
  }
}
