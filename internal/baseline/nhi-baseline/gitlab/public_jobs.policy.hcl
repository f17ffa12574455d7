# Refuses public projects that show the logs of their jobs to everybody.
#
# Why: logs hold what tools print: addresses, names of accounts, and now and
# then a token that no mask knew.
#
# Mend: set public_jobs to false.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "gitlab_project" "gitlab_public_jobs" {
  filter = core::try(attrs.visibility_level, null) == "public"

  enforce {
    condition     = core::try(attrs.public_jobs, null) == false || core::try(attrs.public_builds, null) == false
    error_message = "Everybody reads the logs of the jobs of ${attrs.name}. Set public_jobs to false."
  }
}
