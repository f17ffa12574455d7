policytest {
  targets = ["merge_approval.policy.hcl"]
}

resource "gitlab_project_level_mr_approvals" "by_others" {
  attrs = { merge_requests_author_approval = false, reset_approvals_on_push = true }
  meta  = { type = "gitlab_project_level_mr_approvals" }
  expect {
    policy  = "gitlab_author_approval"
    verdict = "pass"
  }
}

resource "gitlab_project_level_mr_approvals" "by_authors" {
  attrs = { merge_requests_author_approval = true, reset_approvals_on_push = false }
  meta  = { type = "gitlab_project_level_mr_approvals" }
  expect {
    policy  = "gitlab_author_approval"
    verdict = "fail"
  }
}

resource "gitlab_project_level_mr_approvals" "not_known_yet" {
  attrs = { merge_requests_author_approval = unknown("bool"), reset_approvals_on_push = true }
  meta  = { type = "gitlab_project_level_mr_approvals" }
  expect {
    policy  = "gitlab_author_approval"
    verdict = "undecided"
  }
}

resource "gitlab_group_level_mr_approvals" "by_others" {
  attrs = { allow_author_approval = false }
  meta  = { type = "gitlab_group_level_mr_approvals" }
  expect {
    policy  = "gitlab_group_author_approval"
    verdict = "pass"
  }
}

resource "gitlab_group_level_mr_approvals" "by_authors" {
  attrs = { allow_author_approval = true }
  meta  = { type = "gitlab_group_level_mr_approvals" }
  expect {
    policy  = "gitlab_group_author_approval"
    verdict = "fail"
  }
}

resource "gitlab_project_approval_rule" "one" {
  attrs = { name = "security", approvals_required = 1 }
  meta  = { type = "gitlab_project_approval_rule" }
  expect {
    policy  = "gitlab_approval_rule"
    verdict = "pass"
  }
}

resource "gitlab_project_approval_rule" "none" {
  attrs = { name = "security", approvals_required = 0 }
  meta  = { type = "gitlab_project_approval_rule" }
  expect {
    policy  = "gitlab_approval_rule"
    verdict = "fail"
  }
}
