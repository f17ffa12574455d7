# Refuses rules for merge requests by which authors approve their own, or no
# approval is asked for.
#
# Why: one stolen token is then enough to bring a change to production.
#
# Mend: ask for one approval at least, set merge_requests_author_approval to
# false and reset_approvals_on_push to true.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "gitlab_project_level_mr_approvals" "gitlab_author_approval" {
  enforce {
    condition     = core::try(attrs.merge_requests_author_approval, null) != true
    error_message = "Authors approve their own merge requests. Set merge_requests_author_approval to false."
  }

  enforce {
    condition     = core::try(attrs.reset_approvals_on_push, null) != false
    error_message = "An approval stays when something else is pushed. Set reset_approvals_on_push to true."
  }
}

resource_policy "gitlab_group_level_mr_approvals" "gitlab_group_author_approval" {
  enforce {
    condition     = core::try(attrs.allow_author_approval, null) != true
    error_message = "Authors approve their own merge requests. Set allow_author_approval to false."
  }
}

resource_policy "gitlab_project_approval_rule" "gitlab_approval_rule" {
  enforce {
    condition     = attrs.approvals_required > 0
    error_message = "The rule ${attrs.name} asks for no approval. Set approvals_required to 1 at least."
  }
}
