# Refuses buckets with permissions on single objects, and buckets that may be
# opened to everybody.
#
# Why: a permission on one object is not in the policy of the bucket, so
# nobody sees who reads it.
#
# Mend: set uniform_bucket_level_access, and public_access_prevention to
# enforced.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "google_storage_bucket" "google_bucket_uniform" {
  filter = core::try(attrs.uniform_bucket_level_access, null) != null || core::try(attrs.bucket_policy_only, null) != null

  enforce {
    condition     = core::try(attrs.uniform_bucket_level_access, null) == true || core::try(attrs.bucket_policy_only, null) == true
    error_message = "Objects of the bucket ${attrs.name} have permissions of their own. Set uniform_bucket_level_access."
  }
}

resource_policy "google_storage_bucket" "google_bucket_public_prevention" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.public_access_prevention, null) != "inherited"
    error_message = "The bucket ${attrs.name} may be opened to everybody. Set public_access_prevention to enforced."
  }
}

resource_policy "google_storage_bucket" "google_bucket_cors" {
  enforce {
    condition     = core::length([for c in core::try(attrs.cors, null) == null ? [] : attrs.cors : c if core::contains(c.origin, "*") && core::length([for m in c.method : m if core::contains(["PUT", "POST", "DELETE", "*"], m)]) > 0]) == 0
    error_message = "Every page writes to the bucket ${attrs.name} as whoever reads it. Name the origins."
  }
}
