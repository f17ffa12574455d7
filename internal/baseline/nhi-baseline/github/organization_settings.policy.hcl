# Refuses settings of an organisation by which every member may write to or
# administer all repositories, or create public ones.
#
# Why: an organisation's members are many, and their tokens more; what all of
# them may do, the weakest of them does.
#
# Mend: set default_repository_permission to read or none, and
# members_can_create_public_repositories to false.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_organization_settings" "github_organization_settings" {
  locals {
    permission = core::try(attrs.default_repository_permission, null)
  }

  enforce {
    condition     = local.permission == null ? true : !core::contains(["write", "admin"], local.permission)
    error_message = "Every member has ${local.permission} on all repositories. Set default_repository_permission to read or none."
  }

  enforce {
    condition     = core::try(attrs.members_can_create_public_repositories, null) == false || core::try(attrs.members_can_create_repositories, null) == false
    error_message = "Every member may publish a repository. Set members_can_create_public_repositories to false."
  }
}
