# Refuses grants to allUsers or allAuthenticatedUsers: of projects, buckets,
# topics, keys, secrets, images, functions, services, repositories, data sets
# and whatever else has an IAM policy.
#
# Why: allUsers is the internet, and allAuthenticatedUsers is whoever has an
# account of Google, which is the internet.
#
# Mend: name the principals; put a gateway or Identity-Aware Proxy before what
# is meant for the public, or except it.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Whoever is on the internet, and whoever has an account of Google.
  everybody = ["allUsers", "allAuthenticatedUsers"]
}

resource_policy "google_*_iam_member" "google_iam_public_member" {
  enforce {
    condition     = !nhi::known(attrs.member) || !core::contains(local.everybody, attrs.member)
    error_message = "${attrs.role} is granted to everybody (${attrs.member}). Name the principal."
  }
}

resource_policy "google_*_iam_binding" "google_iam_public_binding" {
  enforce {
    condition     = core::length([for m in core::try(attrs.members, null) == null ? [] : core::tolist(attrs.members) : m if nhi::known(m) && core::contains(local.everybody, m)]) == 0
    error_message = "${attrs.role} is granted to everybody. Name the principals."
  }
}

resource_policy "google_*_iam_policy" "google_iam_public_policy" {
  locals {
    found = [for b in core::try(core::jsondecode(attrs.policy_data).bindings, []) : b.role if core::length([for m in b.members : m if nhi::known(m) && core::contains(local.everybody, m)]) > 0]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The policy grants ${core::join(", ", local.found)} to everybody. Name the principals."
  }
}

data_policy "google_iam_policy" "google_iam_public_document" {
  locals {
    found = [for b in core::try(attrs.binding, null) == null ? [] : core::tolist(attrs.binding) : b.role if core::length([for m in core::tolist(b.members) : m if nhi::known(m) && core::contains(local.everybody, m)]) > 0]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The policy grants ${core::join(", ", local.found)} to everybody. Name the principals."
  }
}

resource_policy "google_storage_*access_control" "google_storage_public_entity" {
  enforce {
    condition     = !core::contains(local.everybody, attrs.entity)
    error_message = "${attrs.entity} may read it. Name who may."
  }
}

resource_policy "google_storage_*_acl" "google_storage_public_acl" {
  enforce {
    condition     = !core::contains(["publicRead", "publicReadWrite", "authenticatedRead"], core::try(attrs.predefined_acl, null)) && !core::contains(["publicRead", "publicReadWrite", "authenticatedRead"], core::try(attrs.default_acl, null)) && core::length([for e in core::try(attrs.role_entity, null) == null ? [] : core::tolist(attrs.role_entity) : e if core::regex_match(e, ":(allUsers|allAuthenticatedUsers)$")]) == 0
    error_message = "Everybody may read the bucket ${attrs.bucket}. Name who may, or use IAM (uniform_bucket_level_access)."
  }
}

resource_policy "google_bigquery_dataset" "google_bigquery_public" {
  enforce {
    condition     = core::length([for a in core::try(attrs.access, null) == null ? [] : core::tolist(attrs.access) : a if core::try(a.special_group, null) == "allAuthenticatedUsers" || core::contains(local.everybody, core::try(a.iam_member, null))]) == 0
    error_message = "Everybody may read the data set ${attrs.dataset_id}. Name who may."
  }
}

resource_policy "google_bigquery_dataset_access" "google_bigquery_public_access" {
  enforce {
    condition     = core::try(attrs.special_group, null) != "allAuthenticatedUsers" && !core::contains(local.everybody, core::try(attrs.iam_member, null))
    error_message = "Everybody may read the data set ${attrs.dataset_id}. Name who may."
  }
}

resource_policy "google_cloud_run_v2_service" "google_run_open" {
  enforce {
    condition     = core::try(attrs.invoker_iam_disabled, null) != true
    error_message = "Whoever reaches the service ${attrs.name} calls it. Leave invoker_iam_disabled false, and grant roles/run.invoker."
  }
}
