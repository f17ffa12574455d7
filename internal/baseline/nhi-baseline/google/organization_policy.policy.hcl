# Refuses policies of the organisation that take a guard on identities, keys
# or public access off, and deleting such policies.
#
# Why: one project without the guard is where the keys are made that open the
# others.
#
# Mend: enforce the guard, and except the one resource by a condition on a
# tag.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Constraints on identities, keys and public access.
  guards = [
    "iam.disableServiceAccountKeyCreation",
    "iam.disableServiceAccountKeyUpload",
    "iam.disableServiceAccountCreation",
    "iam.automaticIamGrantsForDefaultServiceAccounts",
    "iam.managed.disableServiceAccountKeyCreation",
    "iam.managed.disableServiceAccountKeyUpload",
    "iam.managed.preventPrivilegedBasicRolesForDefaultServiceAccounts",
    "iam.disableWorkloadIdentityClusterCreation",
    "compute.requireOsLogin",
    "compute.disableSerialPortAccess",
    "compute.disableGuestAttributesAccess",
    "storage.uniformBucketLevelAccess",
    "storage.publicAccessPrevention",
    "sql.restrictPublicIp",
    "sql.restrictAuthorizedNetworks",
    "cloudfunctions.requireVPCConnector",
    "compute.requireShieldedVm",
  ]

  lists = [
    "iam.allowedPolicyMemberDomains",
    "iam.workloadIdentityPoolProviders",
    "iam.workloadIdentityPoolAwsAccounts",
    "iam.serviceAccountKeyExpiryHours",
    "iam.allowServiceAccountCredentialLifetimeExtension",
    "compute.vmExternalIpAccess",
    "storage.restrictAuthTypes",
    "gcp.restrictServiceUsage",
  ]
}

resource_policy "google_project_organization_policy" "google_project_policy_off" {
  filter = core::contains(local.guards, core::trimprefix(attrs.constraint, "constraints/")) || core::contains(local.lists, core::trimprefix(attrs.constraint, "constraints/"))

  locals {
    off = core::try(attrs.boolean_policy[0].enforced, null) == false || core::try(attrs.list_policy[0].allow[0].all, null) == true
  }

  enforce {
    condition     = !local.off
    error_message = "The guard ${attrs.constraint} is taken off here. Enforce it, and except what needs it by a condition on a tag."
  }
}

resource_policy "google_folder_organization_policy" "google_folder_policy_off" {
  filter = core::contains(local.guards, core::trimprefix(attrs.constraint, "constraints/")) || core::contains(local.lists, core::trimprefix(attrs.constraint, "constraints/"))

  locals {
    off = core::try(attrs.boolean_policy[0].enforced, null) == false || core::try(attrs.list_policy[0].allow[0].all, null) == true
  }

  enforce {
    condition     = !local.off
    error_message = "The guard ${attrs.constraint} is taken off here. Enforce it, and except what needs it by a condition on a tag."
  }
}

resource_policy "google_organization_policy" "google_organization_policy_off" {
  filter = core::contains(local.guards, core::trimprefix(attrs.constraint, "constraints/")) || core::contains(local.lists, core::trimprefix(attrs.constraint, "constraints/"))

  locals {
    off = core::try(attrs.boolean_policy[0].enforced, null) == false || core::try(attrs.list_policy[0].allow[0].all, null) == true
  }

  enforce {
    condition     = !local.off
    error_message = "The guard ${attrs.constraint} is taken off here. Enforce it, and except what needs it by a condition on a tag."
  }
}

resource_policy "google_org_policy_policy" "google_org_policy_off" {
  filter = core::contains(local.guards, core::regex("[^/]*$", attrs.name)) || core::contains(local.lists, core::regex("[^/]*$", attrs.name))

  locals {
    rules = core::try(attrs.spec[0].rules, null) == null ? [] : attrs.spec[0].rules
  }

  enforce {
    condition     = core::length([for r in local.rules : r if core::lower(core::try(r.enforce, null) == null ? "" : r.enforce) == "false" && core::length(core::try(r.condition, null) == null ? [] : r.condition) == 0 || core::lower(core::try(r.allow_all, null) == null ? "" : r.allow_all) == "true"]) == 0 && core::try(attrs.spec[0].reset, null) != true
    error_message = "The guard ${attrs.name} is taken off here. Enforce it, and except what needs it by a condition on a tag."
  }
}

resource_policy "google_org_policy_policy" "google_org_policy_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_org_policy_policy", { name = prior_attrs.name })) > 0
    error_message = "The policy ${prior_attrs.name} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "google_project_organization_policy" "google_project_policy_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_project_organization_policy", { constraint = prior_attrs.constraint })) > 0
    error_message = "The policy ${prior_attrs.constraint} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "google_folder_organization_policy" "google_folder_policy_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_folder_organization_policy", { constraint = prior_attrs.constraint })) > 0
    error_message = "The policy ${prior_attrs.constraint} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "google_organization_policy" "google_organization_policy_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("google_organization_policy", { constraint = prior_attrs.constraint })) > 0
    error_message = "The policy ${prior_attrs.constraint} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}
