# Refuses perimeters that let every identity in from everywhere, privileged
# access that nobody approves, and anonymous users.
#
# Why: a perimeter with a door for everybody is a wall on paper.
#
# Mend: name the identities or the access levels; set approval_workflow; leave
# anonymous sign-in off.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "google_access_context_manager_service_perimeter" "google_perimeter_ingress" {
  locals {
    policies = core::flatten([for s in core::flatten([core::try(attrs.status, null) == null ? [] : attrs.status, core::try(attrs.spec, null) == null ? [] : attrs.spec]) : core::try(s.ingress_policies, null) == null ? [] : s.ingress_policies])
    open     = [for p in local.policies : p if core::try(p.ingress_from[0].identity_type, null) == "ANY_IDENTITY" && core::length([for x in core::try(p.ingress_from[0].sources, []) : x if core::try(x.access_level, null) == "*"]) > 0]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "The perimeter ${attrs.name} lets every identity in from everywhere. Name the identities, or an access level."
  }
}

resource_policy "google_access_context_manager_service_perimeter_ingress_policy" "google_perimeter_ingress_policy" {
  enforce {
    condition     = !(core::try(attrs.ingress_from[0].identity_type, null) == "ANY_IDENTITY" && core::length([for x in core::try(attrs.ingress_from[0].sources, []) : x if core::try(x.access_level, null) == "*"]) > 0)
    error_message = "The perimeter ${attrs.perimeter} lets every identity in from everywhere. Name the identities, or an access level."
  }
}

resource_policy "google_privileged_access_manager_entitlement" "google_privileged_access_approval" {
  enforce {
    condition     = core::length(core::try(attrs.approval_workflow, null) == null ? [] : attrs.approval_workflow) > 0
    error_message = "Whoever is eligible for ${attrs.entitlement_id} grants it to himself. Set approval_workflow."
  }
}

resource_policy "google_identity_platform_config" "google_identity_anonymous" {
  enforce {
    condition     = core::try(attrs.sign_in[0].anonymous[0].enabled, null) != true
    error_message = "Anybody gets a token without signing in. Set enabled of anonymous to false."
  }
}
