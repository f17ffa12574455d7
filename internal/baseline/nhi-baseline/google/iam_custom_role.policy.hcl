# Refuses custom roles that may become other identities, make their keys, or
# grant roles.
#
# Why: a role that acts as any service account has what they have, under a
# name that nobody looks for.
#
# Mend: leave the permission out, and grant roles/iam.serviceAccountUser on
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
  escalating = "(?i)^(iam\\.serviceAccounts\\.(actAs|getAccessToken|getOpenIdToken|implicitDelegation|signBlob|signJwt|setIamPolicy)|iam\\.serviceAccountKeys\\.create|iam\\.roles\\.(create|update)|resourcemanager\\.(projects|folders|organizations)\\.setIamPolicy|orgpolicy\\.policy\\.set|iam\\.workloadIdentityPool(s|Providers)\\.(create|update)|storage\\.hmacKeys\\.create|serviceusage\\.apiKeys\\.create|apikeys\\.keys\\.(create|getKeyString))$"
}

resource_policy "google_project_iam_custom_role" "google_custom_role" {
  locals {
    found = [for p in core::tolist(attrs.permissions) : p if core::regex_match(p, local.escalating)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The role ${attrs.role_id} allows ${core::join(", ", local.found)}. Leave it out, or grant it on the one resource."
  }
}

resource_policy "google_organization_iam_custom_role" "google_organization_custom_role" {
  locals {
    found = [for p in core::tolist(attrs.permissions) : p if core::regex_match(p, local.escalating)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The role ${attrs.role_id} allows ${core::join(", ", local.found)}. Leave it out, or grant it on the one resource."
  }
}
