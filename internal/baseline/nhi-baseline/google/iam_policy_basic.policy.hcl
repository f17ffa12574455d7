# Refuses basic roles and impersonation in whole IAM policies of projects,
# folders and organisations, and in the documents that they are made of.
#
# Why: an editor of a project deploys code that runs as any of its service
# accounts; who creates tokens for all of them is all of them.
#
# Mend: grant the roles of the services that are needed, and impersonation on
# the one service account.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  broad_roles = ["roles/owner", "roles/editor", "roles/iam.serviceAccountTokenCreator", "roles/iam.serviceAccountUser", "roles/iam.workloadIdentityUser"]
}

resource_policy "google_*_iam_policy" "google_iam_basic_policy" {
  filter = core::regex_match(meta.type, "^google_(project|folder|organization|billing_account)_iam_policy$")

  locals {
    found = [for b in core::try(core::jsondecode(attrs.policy_data).bindings, []) : b.role if core::contains(local.broad_roles, b.role)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The policy grants ${core::join(", ", local.found)}. Grant the roles of the services that are needed."
  }
}

data_policy "google_iam_policy" "google_iam_basic_document" {
  locals {
    found = [for b in core::try(attrs.binding, null) == null ? [] : core::tolist(attrs.binding) : b.role if core::contains(["roles/owner", "roles/editor"], b.role)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The policy grants ${core::join(", ", local.found)}. Grant the roles of the services that are needed."
  }
}
