# Refuses deleting protections and rulesets of branches that nothing in the plan
# takes the place of, and letting Actions, environments or rulesets lose their
# guard.
#
# Why: the change that follows is the one that nobody reviews.
#
# Mend: keep it; when it moves to another configuration, use a removed block
# that does not destroy, or except the change.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_branch_protection" "github_branch_protection_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("github_branch_protection", { pattern = prior_attrs.pattern, repository_id = prior_attrs.repository_id })) > 0
    error_message = "The protection of ${prior_attrs.pattern} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "github_branch_protection_v3" "github_branch_protection_v3_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("github_branch_protection_v3", { branch = prior_attrs.branch, repository = prior_attrs.repository })) > 0
    error_message = "The protection of ${prior_attrs.branch} in ${prior_attrs.repository} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}

resource_policy "github_repository_ruleset" "github_repository_ruleset_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("github_repository_ruleset", { name = prior_attrs.name, repository = prior_attrs.repository })) > 0
    error_message = "The rules ${prior_attrs.name} of ${prior_attrs.repository} are deleted. Keep them, or forget them with a removed block when another configuration takes them over."
  }
}

resource_policy "github_organization_ruleset" "github_organization_ruleset_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("github_organization_ruleset", { name = prior_attrs.name })) > 0
    error_message = "The rules ${prior_attrs.name} of the organisation are deleted. Keep them, or forget them with a removed block when another configuration takes them over."
  }
}

resource_policy "github_branch_protection" "github_branch_protection_reviews_removed" {
  operations = ["update"]
  filter     = core::try(core::length(prior_attrs.required_pull_request_reviews), 0) > 0

  enforce {
    condition     = core::try(core::length(attrs.required_pull_request_reviews), 0) > 0
    error_message = "The reviews of ${prior_attrs.pattern} are taken away. Keep required_pull_request_reviews."
  }
}
