# Refuses environments to which every branch deploys and for which nobody
# answers, reviews that the deployer gives, and administrators who bypass them.
#
# Why: an environment holds the secrets and the federated identity of the
# deployment: who may deploy has them.
#
# Mend: add deployment_branch_policy and, for production, reviewers, with
# prevent_self_review and without can_admins_bypass.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_repository_environment" "github_environment_open" {
  locals {
    policies  = core::try(core::length(attrs.deployment_branch_policy), 0)
    reviewers = core::try([for r in attrs.reviewers : r if core::try(core::length(r.teams), 0) + core::try(core::length(r.users), 0) > 0], [])
  }

  enforce {
    condition     = local.policies > 0 || core::length(local.reviewers) > 0
    error_message = "Every branch of ${attrs.repository} deploys to ${attrs.environment}. Add deployment_branch_policy or reviewers."
  }

  enforce {
    condition     = core::length(local.reviewers) == 0 || core::try(attrs.prevent_self_review, null) == true
    error_message = "Who starts a deployment to ${attrs.environment} may approve it. Set prevent_self_review to true."
  }
}

resource_policy "github_repository_environment*_policy" "github_environment_branches" {
  locals {
    pattern = core::try(attrs.branch_pattern, null)
  }

  enforce {
    condition     = local.pattern == null ? true : !core::contains(["*", "**", "**/*", "*/*"], local.pattern)
    error_message = "The branches ${local.pattern} deploy to ${attrs.environment}: all of them. Name those that may."
  }
}
