# Refuses protections of branches that allow force pushes or deletion, ask for
# no review, or that administrators pass by.
#
# Why: what is on a protected branch is built and deployed with the identity of
# production; whoever writes there alone has it.
#
# Mend: ask for one approving review at least, and take allows_force_pushes and
# allows_deletions out.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_branch_protection" "github_branch_protection_weak" {
  filter = core::try(attrs.lock_branch, null) != true

  locals {
    reviews = core::try([for r in attrs.required_pull_request_reviews : r], [])
    none    = [for r in local.reviews : r if core::try(r.required_approving_review_count, null) == 0]
  }

  enforce {
    condition     = core::try(attrs.allows_force_pushes, null) != true
    error_message = "The history of ${attrs.pattern} may be rewritten. Take allows_force_pushes out."
  }

  enforce {
    condition     = core::try(attrs.allows_deletions, null) != true
    error_message = "The branch ${attrs.pattern} may be deleted. Take allows_deletions out."
  }

  enforce {
    condition     = (core::length(local.reviews) > 0 || core::try(attrs.require_signed_commits, null) == true || core::length(core::try(attrs.required_status_checks, null) == null ? [] : attrs.required_status_checks) > 0) && core::length(local.none) == 0
    error_message = "Nobody reviews what comes to ${attrs.pattern}. Add required_pull_request_reviews, with one approval at least."
  }
}

resource_policy "github_branch_protection_v3" "github_branch_protection_v3_weak" {
  locals {
    reviews = core::try([for r in attrs.required_pull_request_reviews : r], [])
    none    = [for r in local.reviews : r if core::try(r.required_approving_review_count, null) == 0]
  }

  enforce {
    condition     = (core::length(local.reviews) > 0 || core::try(attrs.require_signed_commits, null) == true || core::length(core::try(attrs.required_status_checks, null) == null ? [] : attrs.required_status_checks) > 0) && core::length(local.none) == 0
    error_message = "Nobody reviews what comes to ${attrs.branch}. Add required_pull_request_reviews, with one approval at least."
  }
}

resource_policy "github_*_ruleset" "github_ruleset_idle" {
  filter = core::try(attrs.target, "") != "push"

  locals {
    # Whoever is in the organisation, by a role of it.
    bypass = core::try([for a in attrs.bypass_actors : a.actor_type if a.bypass_mode == "always" && core::contains(["OrganizationAdmin", "RepositoryRole", "DeployKey"], a.actor_type)], [])
  }

  enforce {
    condition     = attrs.enforcement == "active"
    error_message = "The rules of ${attrs.name} are ${attrs.enforcement}: they hold nobody. Set enforcement to active."
  }

  enforce {
    condition     = !core::contains(local.bypass, "DeployKey")
    error_message = "Deploy keys pass by the rules of ${attrs.name}, always. Take them out of bypass_actors."
  }
}
