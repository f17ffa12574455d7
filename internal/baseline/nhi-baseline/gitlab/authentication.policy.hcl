# Refuses groups and instances of GitLab that let people in by a password alone,
# or tokens without an end.
#
# Why: a password that is guessed once is all tokens, variables and runners of
# the group.
#
# Mend: set require_two_factor_authentication to true, and bound the life of
# tokens in the settings of the application.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "gitlab_group" "gitlab_group_two_factor" {
  # A subgroup has what its parent asks for.
  filter = core::try(attrs.parent_id, null) == null || core::try(attrs.require_two_factor_authentication, null) == false

  enforce {
    condition     = core::try(attrs.require_two_factor_authentication, null) == true
    error_message = "Members of ${attrs.name} sign in by a password alone. Set require_two_factor_authentication to true."
  }
}

resource_policy "gitlab_application_settings" "gitlab_settings" {
  locals {
    lifetime = core::try(attrs.max_personal_access_token_lifetime, null)
  }

  enforce {
    condition     = core::try(attrs.require_two_factor_authentication, null) != false
    error_message = "People sign in by a password alone. Set require_two_factor_authentication to true."
  }

  enforce {
    condition     = core::try(attrs.signup_enabled, null) != true || core::try(attrs.require_admin_approval_after_user_signup, null) == true
    error_message = "Anybody may make an account. Set signup_enabled to false, or require_admin_approval_after_user_signup to true."
  }

  enforce {
    condition     = local.lifetime == null ? true : local.lifetime > 0 && local.lifetime <= 365
    error_message = "Personal access tokens last ${local.lifetime} days (0 is without an end). Set max_personal_access_token_lifetime to a year or less."
  }
}

resource_policy "gitlab_user" "gitlab_user_admin" {
  enforce {
    condition     = core::try(attrs.is_admin, null) != true
    error_message = "${attrs.username} administers all of GitLab. Take is_admin out; administrators are excepted by name."
  }
}

resource_policy "gitlab_user" "gitlab_user_password" {
  enforce {
    condition     = core::try(attrs.password, null) == null
    error_message = "The password of ${attrs.username} stands in the state. Set reset_password or force_random_password."
  }
}
