# Refuses projects whose job token every project may use, applications that
# cannot keep their secret or may do everything.
#
# Why: the token of any job of any project then reads this one; and an
# application with the scope api acts as whoever signs in.
#
# Mend: set enabled to true and list the projects; give applications the scope
# openid or read_user.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "gitlab_project_job_token_scopes" "gitlab_job_token_scope" {
  enforce {
    condition     = core::try(attrs.enabled, null) != false
    error_message = "The job token of every project works here. Set enabled to true."
  }
}

resource_policy "gitlab_application" "gitlab_application_scope" {
  locals {
    wide = [for s in core::try([for x in attrs.scopes : x], []) : s if core::contains(["api", "sudo", "admin_mode"], s)]
  }

  enforce {
    condition     = core::length(local.wide) == 0
    error_message = "The application ${attrs.name} has the scope ${core::join(", ", local.wide)}: all that who signs in may. Choose openid, read_user or read_api."
  }

  enforce {
    condition     = !core::startswith(core::lower(attrs.redirect_url), "http://") || core::regex_match(attrs.redirect_url, "^http://(localhost|127\\.0\\.0\\.1)")
    error_message = "The application ${attrs.name} is answered at ${attrs.redirect_url} in clear. Use https."
  }
}
