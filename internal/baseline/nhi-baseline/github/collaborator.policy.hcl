# Refuses collaborators and teams who administer a repository.
#
# Why: an administrator removes the protection of branches, and reads what the
# secrets' guards were for; a collaborator from outside leaves no trace in the
# organisation when he goes.
#
# Mend: give push or maintain; let administration be the organisation's owners'.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_repository_collaborator" "github_collaborator_admin" {
  enforce {
    condition     = core::try(attrs.permission, null) != "admin"
    error_message = "${attrs.username} administers ${attrs.repository}. Give push or maintain."
  }
}

resource_policy "github_repository_collaborators" "github_collaborators_admin" {
  locals {
    users = core::try([for u in attrs.user : u.username if core::try(u.permission, null) == "admin"], [])
  }

  enforce {
    condition     = core::length(local.users) == 0
    error_message = "${core::join(", ", local.users)} administer ${attrs.repository}. Give push or maintain."
  }
}

resource_policy "github_organization_role" "github_organization_role_admin" {
  enforce {
    condition     = core::try(attrs.base_role, null) != "admin"
    error_message = "The role ${attrs.name} administers every repository. Begin with read or none, and add the permissions that are needed."
  }
}
