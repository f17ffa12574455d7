# Refuses public projects and groups.
#
# Why: what is public is read by everybody at once, with its history and often
# with the logs of its jobs.
#
# Mend: set visibility_level to private or internal; what is meant to be public
# is excepted by name.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "gitlab_*" "gitlab_public" {
  filter = core::contains(["gitlab_project", "gitlab_group"], meta.type)

  enforce {
    condition     = core::try(attrs.visibility_level, null) != "public"
    error_message = "${attrs.name} is public. Set visibility_level to private or internal."
  }
}
