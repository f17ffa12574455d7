# Refuses providers of workload identity pools without a condition, or with
# one that everybody fulfils; and grants to everybody in a pool.
#
# Why: the issuer signs for all who use it: without a condition every
# repository on GitHub becomes an identity of the pool.
#
# Mend: set attribute_condition to the organisation and repository
# (assertion.repository == "ORG/REPO" and the ref), and grant to
# attribute.repository/ORG/REPO, not to the whole pool.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "google_iam_workload_identity_pool_provider" "google_workload_condition" {
  filter = core::try(attrs.disabled, null) != true && core::length(core::try(attrs.aws, null) == null ? [] : attrs.aws) == 0 && core::length(core::try(attrs.x509, null) == null ? [] : attrs.x509) == 0

  enforce {
    condition     = core::try(attrs.attribute_condition, null) != null && !core::contains(["", "true"], core::trimspace(core::try(attrs.attribute_condition, null) == null ? "" : attrs.attribute_condition))
    error_message = "Whoever gets a token from ${core::try(attrs.oidc[0].issuer_uri, "the issuer")} is let in. Set attribute_condition, with the owner and the repository."
  }
}

resource_policy "google_service_account_iam_member" "google_workload_whole_pool" {
  filter = core::contains(["roles/iam.workloadIdentityUser", "roles/iam.serviceAccountTokenCreator"], attrs.role) && core::startswith(attrs.member, "principalSet:")

  enforce {
    condition     = !core::regex_match(attrs.member, "^principalSet://.*/workloadIdentityPools/[^/]+/(\\*|attribute\\.repository_owner/.*)$")
    error_message = "Everybody in the pool (${attrs.member}) becomes the service account. Name the repository or the subject."
  }
}
