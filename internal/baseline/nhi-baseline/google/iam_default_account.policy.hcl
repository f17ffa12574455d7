# Refuses grants to the default service accounts of Compute Engine and App
# Engine, and basic roles for new ones.
#
# Why: whatever runs in the project without an account of its own runs as the
# default one, and gets what it is granted.
#
# Mend: make a service account for the workload, and grant it the role.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  default_accounts = "(-compute@developer|@appspot)\\.gserviceaccount\\.com$"
}

resource_policy "google_*_iam_member" "google_iam_default_member" {
  filter = core::startswith(meta.type, "google_project_") || core::startswith(meta.type, "google_folder_") || core::startswith(meta.type, "google_organization_") || core::startswith(meta.type, "google_storage_bucket_")

  enforce {
    condition     = !nhi::known(attrs.member) || !core::regex_match(attrs.member, local.default_accounts)
    error_message = "${attrs.member} is every workload that has no account of its own, and gets ${attrs.role}. Grant it to a service account of the workload."
  }
}

resource_policy "google_*_iam_binding" "google_iam_default_binding" {
  filter = core::startswith(meta.type, "google_project_") || core::startswith(meta.type, "google_folder_") || core::startswith(meta.type, "google_organization_")

  enforce {
    condition     = core::length([for m in core::try(attrs.members, null) == null ? [] : core::tolist(attrs.members) : m if nhi::known(m) && core::regex_match(m, local.default_accounts)]) == 0
    error_message = "A default service account, which is every workload that has no account of its own, gets ${attrs.role}. Grant it to a service account of the workload."
  }
}

data_policy "google_compute_default_service_account" "google_default_account_lookup" {
  enforce {
    condition     = false
    error_message = "The default service account is looked up to be used, and it is every workload that has no account of its own. Make a service account for the workload."
  }
}

data_policy "google_app_engine_default_service_account" "google_app_engine_account_lookup" {
  enforce {
    condition     = false
    error_message = "The default service account is looked up to be used, and it is every workload that has no account of its own. Make a service account for the workload."
  }
}
