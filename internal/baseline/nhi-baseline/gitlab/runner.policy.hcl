# Refuses runners that take the jobs of unprotected branches, of every project,
# or without tags.
#
# Why: a runner has a network and often an identity; whoever gets a job onto it
# has both.
#
# Mend: set access_level to ref_protected, locked to true, and tags instead of
# run_untagged.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "gitlab_runner" "gitlab_runner_open" {
  enforce {
    condition     = core::try(attrs.access_level, null) == "ref_protected"
    error_message = "Jobs of every branch run on it. Set access_level to ref_protected."
  }

  enforce {
    condition     = core::try(attrs.run_untagged, null) == false || (core::try(attrs.run_untagged, null) == null && core::try(core::length(attrs.tag_list), 0) > 0)
    error_message = "Jobs that ask for no runner in particular run on it. Set run_untagged to false, and name tags."
  }
}

resource_policy "gitlab_user_runner" "gitlab_user_runner_open" {
  enforce {
    condition     = core::try(attrs.access_level, null) == "ref_protected"
    error_message = "Jobs of every branch run on it. Set access_level to ref_protected."
  }

  enforce {
    condition     = core::try(attrs.untagged, null) != true
    error_message = "Jobs that ask for no runner in particular run on it. Take untagged out, and name tags."
  }
}
