# Refuses settings of an organisation that leave scanning for secrets, or alerts
# about vulnerable dependencies, off for new repositories, and repositories that
# switch them off.
#
# Why: a token that is pushed is found by others within minutes; scanning finds
# it first.
#
# Mend: set secret_scanning_enabled_for_new_repositories and
# secret_scanning_push_protection_enabled_for_new_repositories to true.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "github_organization_settings" "github_organization_scanning" {
  enforce {
    condition     = core::try(attrs.secret_scanning_enabled_for_new_repositories, null) == true
    error_message = "New repositories are not scanned for secrets. Set secret_scanning_enabled_for_new_repositories to true."
  }

  enforce {
    condition     = core::try(attrs.secret_scanning_push_protection_enabled_for_new_repositories, null) == true
    error_message = "Secrets can be pushed to new repositories. Set secret_scanning_push_protection_enabled_for_new_repositories to true."
  }
}

resource_policy "github_enterprise_security_analysis_settings" "github_enterprise_scanning" {
  enforce {
    condition     = core::try(attrs.secret_scanning_enabled_for_new_repositories, null) == true && core::try(attrs.secret_scanning_push_protection_enabled_for_new_repositories, null) == true
    error_message = "New repositories are not scanned for secrets, or secrets can be pushed to them. Set secret_scanning_enabled_for_new_repositories and secret_scanning_push_protection_enabled_for_new_repositories to true."
  }
}
