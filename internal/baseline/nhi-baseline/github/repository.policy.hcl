# Refuses public repositories, and repositories that switch scanning for secrets
# or alerts about vulnerable dependencies off.
#
# Why: what is public is read by everybody at once, with its history; and a
# token in it is used within minutes.
#
# Mend: set visibility to private or internal; a repository that is meant to be
# public is excepted by name.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_repository" "github_repository_public" {
  filter = core::try(attrs.archived, null) != true

  locals {
    visibility = core::try(attrs.visibility, null)
    private    = core::try(attrs.private, null)
  }

  enforce {
    condition     = local.visibility == null ? local.private == true : local.visibility != "public"
    error_message = "The repository ${attrs.name} is public. Set visibility to private or internal."
  }
}

resource_policy "github_repository" "github_repository_scanning" {
  locals {
    analysis = core::try([for s in attrs.security_and_analysis : s], [])
    off      = [for s in local.analysis : s if core::try(s.secret_scanning[0].status, "") == "disabled" || core::try(s.secret_scanning_push_protection[0].status, "") == "disabled"]
  }

  enforce {
    condition     = core::length(local.off) == 0
    error_message = "The repository ${attrs.name} is not scanned for secrets. Set the status of secret_scanning and secret_scanning_push_protection to enabled."
  }
}
