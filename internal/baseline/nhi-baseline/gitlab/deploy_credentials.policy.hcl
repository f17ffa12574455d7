# Refuses deploy keys and deploy tokens of GitLab that may write, and deploy
# tokens that do not end.
#
# Why: they are credentials without a person and without a second factor; one
# that writes can change what is built, and one that does not end is found years
# later.
#
# Mend: take can_push and write scopes out, set expires_at, and let pipelines
# use their job token.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "gitlab_deploy_key*" "gitlab_deploy_key_push" {
  enforce {
    condition     = core::try(attrs.can_push, null) != true
    error_message = "The deploy key may push to ${attrs.project}. Take can_push out."
  }
}

resource_policy "gitlab_*deploy_token" "gitlab_deploy_token" {
  locals {
    writing = [for s in core::try([for x in attrs.scopes : x], []) : s if core::startswith(s, "write_")]
    ends    = core::try(attrs.expires_at, null)
  }

  enforce {
    condition     = core::length(local.writing) == 0
    error_message = "The deploy token ${attrs.name} has ${core::join(", ", local.writing)}. Let pipelines write with their job token."
  }

  enforce {
    condition     = local.ends != null && local.ends != ""
    error_message = "The deploy token ${attrs.name} does not end. Set expires_at."
  }
}
