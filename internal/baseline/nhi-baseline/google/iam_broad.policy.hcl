# Refuses basic roles, roles that become other identities and roles of
# administrators that are granted for a whole project, folder, organisation or
# billing account; and whatever is granted there to default service accounts.
#
# Why: an editor of a project deploys code that runs as any of its service
# accounts; who creates tokens for all of them is all of them.
#
# Mend: grant the role of the service on the resource
# (google_storage_bucket_iam_member, google_service_account_iam_member), or a
# custom role that names its permissions.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Basic roles, by which one changes whatever there is.
  basic_roles = ["roles/owner", "roles/editor"]

  # Roles that become other identities.
  impersonating_roles = ["roles/iam.serviceAccountTokenCreator", "roles/iam.serviceAccountUser", "roles/iam.workloadIdentityUser", "roles/iam.serviceAccountOpenIdTokenCreator", "roles/iam.serviceAccountKeyAdmin"]

  # Roles that grant others, or administer a service.
  admin_roles = "(?i)admin(\\.v1)?$|^roles/(resourcemanager|billing)\\."

  # Roles that are administrators by their names alone.
  lesser_admins = ["roles/logging.configWriter", "roles/resourcemanager.projectCreator", "roles/resourcemanager.folderViewer", "roles/resourcemanager.organizationViewer", "roles/resourcemanager.tagUser", "roles/resourcemanager.tagViewer", "roles/resourcemanager.lienModifier", "roles/billing.viewer", "roles/billing.user", "roles/billing.projectManager", "roles/billing.costsManager"]

  broad_types = "^google_(project|folder|organization|billing_account)_iam_(member|binding)$"
}

resource_policy "google_*_iam_member" "google_iam_basic_member" {
  enforce {
    condition     = !core::contains(local.basic_roles, attrs.role)
    error_message = "${attrs.member} changes whatever there is (${attrs.role}). Grant the roles of the services that are needed."
  }
}

resource_policy "google_*_iam_binding" "google_iam_basic_binding" {
  enforce {
    condition     = !core::contains(local.basic_roles, attrs.role)
    error_message = "${attrs.role} changes whatever there is. Grant the roles of the services that are needed."
  }
}

resource_policy "google_*_iam_member" "google_iam_viewer_member" {
  filter = core::regex_match(meta.type, local.broad_types) && attrs.role == "roles/viewer"

  enforce {
    condition     = core::startswith(attrs.member, "user:") || core::startswith(attrs.member, "group:") || core::startswith(attrs.member, "domain:")
    error_message = "${attrs.member} reads whatever there is (${attrs.role}). Grant the roles of the services that are needed."
  }
}

resource_policy "google_*_iam_binding" "google_iam_viewer_binding" {
  filter = core::regex_match(meta.type, local.broad_types) && attrs.role == "roles/viewer"

  enforce {
    condition     = core::alltrue([for m in core::try(attrs.members, null) == null ? [] : core::tolist(attrs.members) : core::startswith(m, "user:") || core::startswith(m, "group:") || core::startswith(m, "domain:")])
    error_message = "Programs read whatever there is (${attrs.role}). Grant the roles of the services that are needed."
  }
}

resource_policy "google_*_iam_member" "google_iam_impersonation_member" {
  filter = core::regex_match(meta.type, local.broad_types)

  enforce {
    condition     = !core::contains(local.impersonating_roles, attrs.role)
    error_message = "${attrs.member} becomes any service account there is (${attrs.role}). Grant it on the one service account (google_service_account_iam_member)."
  }
}

resource_policy "google_*_iam_binding" "google_iam_impersonation_binding" {
  filter = core::regex_match(meta.type, local.broad_types)

  enforce {
    condition     = !core::contains(local.impersonating_roles, attrs.role)
    error_message = "${core::join(", ", attrs.members)} become any service account there is (${attrs.role}). Grant it on the one service account (google_service_account_iam_binding)."
  }
}

resource_policy "google_*_iam_member" "google_iam_admin_member" {
  filter = core::regex_match(meta.type, local.broad_types) && core::regex_match(attrs.role, local.admin_roles) && !core::contains(local.lesser_admins, attrs.role) && !core::contains(local.impersonating_roles, attrs.role)

  enforce {
    condition     = core::startswith(attrs.member, "user:") || core::startswith(attrs.member, "group:") || core::startswith(attrs.member, "domain:")
    error_message = "${attrs.member} administers (${attrs.role}). Grant a role that uses the service, on the resource."
  }
}

resource_policy "google_*_iam_binding" "google_iam_admin_binding" {
  filter = core::regex_match(meta.type, local.broad_types) && core::regex_match(attrs.role, local.admin_roles) && !core::contains(local.lesser_admins, attrs.role) && !core::contains(local.impersonating_roles, attrs.role)

  enforce {
    condition     = core::alltrue([for m in core::try(attrs.members, null) == null ? [] : core::tolist(attrs.members) : core::startswith(m, "user:") || core::startswith(m, "group:") || core::startswith(m, "domain:")])
    error_message = "Programs administer (${attrs.role}). Grant a role that uses the service, on the resource."
  }
}
