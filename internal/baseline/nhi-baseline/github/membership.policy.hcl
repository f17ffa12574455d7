# Refuses members who own the organisation, and teams that administer a
# repository.
#
# Why: an owner reads and changes everything; each of them, and each of their
# tokens, is a way in.
#
# Mend: let few be owners, by an exception; give teams push or maintain.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "github_membership" "github_membership_owner" {
  enforce {
    condition     = core::try(attrs.role, null) != "admin"
    error_message = "${attrs.username} owns the organisation. Set role to member."
  }
}

resource_policy "github_team_repository" "github_team_admin" {
  enforce {
    condition     = core::try(attrs.permission, null) != "admin"
    error_message = "The team administers ${attrs.repository}. Give push or maintain."
  }
}
