# Refuses groups of runners that public repositories use, and access from other
# repositories that is not bounded.
#
# Why: whoever opens a pull request on a public repository runs his code on such
# a runner, with its network and its identity.
#
# Mend: take allows_public_repositories out, and set visibility to selected.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_*_runner_group" "github_runner_group_public" {
  enforce {
    condition     = core::try(attrs.allows_public_repositories, null) != true
    error_message = "Public repositories run on ${attrs.name}. Take allows_public_repositories out."
  }
}

resource_policy "github_actions_runner_group" "github_runner_group_all" {
  enforce {
    condition     = attrs.visibility != "all" || core::try(attrs.restricted_to_workflows, null) == true
    error_message = "Every repository runs on ${attrs.name}. Set visibility to selected, and name the repositories."
  }
}
