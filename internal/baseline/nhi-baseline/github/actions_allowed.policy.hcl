# Refuses repositories and organisations that run any action of anybody.
#
# Why: an action runs with the token and the secrets of the workflow; one whose
# tag is moved has them.
#
# Mend: set allowed_actions to selected or local_only, name whose actions may
# run, and pin them to commits.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_*_permissions" "github_actions_allowed" {
  filter = core::contains(["github_actions_organization_permissions", "github_actions_repository_permissions", "github_enterprise_actions_permissions"], meta.type) && core::try(attrs.enabled, null) != false && core::try(attrs.enabled_repositories, "") != "none"

  locals {
    patterns = core::flatten([for c in core::try([for x in attrs.allowed_actions_config : x], []) : core::try([for p in c.patterns_allowed : p], [])])
  }

  enforce {
    condition     = core::try(attrs.allowed_actions, null) != "all"
    error_message = "Every action of anybody may run. Set allowed_actions to selected, and name those that may."
  }

  enforce {
    condition     = core::length([for p in local.patterns : p if core::contains(["*", "*/*"], p)]) == 0
    error_message = "patterns_allowed lets every action run. Name whose actions may."
  }
}
