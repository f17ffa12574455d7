# Refuses access tokens of GitLab that do not end or last longer than the tenant
# allows, that have the scope api or sudo, or that own a project or a group.
#
# Why: such a token does what a person may, without a second factor, from
# anywhere.
#
# Mend: set expires_at or rotation_configuration within gitlab_token_days,
# choose read_api, read_repository or the one scope that is needed, and an
# access_level of developer or below.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "gitlab_token_days" {
  type        = number
  default     = 90
  description = "How many days an access token of GitLab may be valid."
}

resource_policy "gitlab_*token" "gitlab_access_token_lifetime" {
  filter = core::regex_match(meta.type, "_(access|impersonation)_token$")

  locals {
    ends    = core::try(attrs.expires_at, null)
    rotated = core::try(attrs.rotation_configuration.expiration_days, attrs.rotation_configuration[0].expiration_days, null)
    # A plan that is checked later sees the same token with less to go, never with more.
    last = core::timeadd(core::timestamp(), "${input.gitlab_token_days * 24}h")
    late = core::try(core::timecmp("${local.ends}T00:00:00Z", local.last) > 0, false)
  }

  enforce {
    condition     = local.ends != null || local.rotated != null
    error_message = "The token ${attrs.name} has no end of its own. Set expires_at or rotation_configuration."
  }

  enforce {
    condition     = !local.late
    error_message = "The token ${attrs.name} is valid until ${local.ends}. At most ${input.gitlab_token_days} days are allowed here."
  }

  enforce {
    condition     = core::try(local.rotated <= input.gitlab_token_days, true)
    error_message = "The token ${attrs.name} is valid for ${local.rotated} days. At most ${input.gitlab_token_days} are allowed here."
  }
}

resource_policy "gitlab_*token" "gitlab_access_token_scope" {
  filter = core::regex_match(meta.type, "_(access|impersonation)_token$")

  locals {
    wide = [for s in core::try([for x in attrs.scopes : x], []) : s if core::contains(["api", "sudo", "admin_mode"], s)]
  }

  enforce {
    condition     = core::length(local.wide) == 0
    error_message = "The token ${attrs.name} has the scope ${core::join(", ", local.wide)}: all that its owner may. Choose read_api or the one scope that is needed."
  }
}

resource_policy "gitlab_*_access_token" "gitlab_access_token_level" {
  filter = core::contains(["gitlab_project_access_token", "gitlab_group_access_token"], meta.type)

  locals {
    # GitLab makes tokens maintainers unless it is told otherwise.
    level = core::try(attrs.access_level, null) == null ? "maintainer" : attrs.access_level
  }

  enforce {
    condition     = !core::contains(["owner", "maintainer"], local.level)
    error_message = "The token ${attrs.name} is ${local.level}. Set access_level to developer or below."
  }
}
