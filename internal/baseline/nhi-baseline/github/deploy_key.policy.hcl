# Refuses deploy keys that may write to a repository.
#
# Why: a deploy key is a credential without a person, without an end and without
# a second factor; one that writes can change what is built and deployed.
#
# Mend: set read_only to true; let what writes be a GitHub App, whose tokens end
# within the hour.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_repository_deploy_key" "github_deploy_key_write" {
  enforce {
    condition     = core::try(attrs.read_only, null) != false
    error_message = "The deploy key ${attrs.title} may write to ${attrs.repository}. Set read_only to true."
  }
}
