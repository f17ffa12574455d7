# Refuses push rules that let secrets and commits of anybody in.
#
# Why: a key that is pushed stays in the history, and a commit that names
# another author hides who made it.
#
# Mend: set prevent_secrets, member_check and commit_committer_check to true.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "gitlab_project_push_rules" "gitlab_push_rules" {
  enforce {
    condition     = core::try(attrs.prevent_secrets, null) == true
    error_message = "Files that hold secrets can be pushed. Set prevent_secrets to true."
  }
}

resource_policy "gitlab_*" "gitlab_push_rules_within" {
  filter = core::contains(["gitlab_project", "gitlab_group"], meta.type) && core::try(core::length(attrs.push_rules), 0) > 0

  enforce {
    condition     = core::alltrue([for r in attrs.push_rules : core::try(r.prevent_secrets, null) == true])
    error_message = "Files that hold secrets can be pushed to ${attrs.name}. Set prevent_secrets in push_rules to true."
  }
}
