# Refuses secrets of an organisation that every repository may read.
#
# Why: whoever can push a branch to any repository can print such a secret.
#
# Mend: set visibility to selected, and name the repositories that need it.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_*_organization_secret" "github_organization_secret_all" {
  enforce {
    condition     = core::try(attrs.visibility, null) != "all"
    error_message = "The secret ${attrs.secret_name} is for all repositories, public ones too. Set visibility to selected."
  }
}
