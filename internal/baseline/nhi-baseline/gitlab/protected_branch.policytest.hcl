policytest {
  targets = ["protected_branch.policy.hcl"]
}

resource "gitlab_branch_protection" "kept" {
  attrs = { project = "7", branch = "main", allow_force_push = false, push_access_level = "no one", unprotect_access_level = "maintainer" }
  meta  = { type = "gitlab_branch_protection" }
  expect {
    policy  = "gitlab_branch_protection"
    verdict = "pass"
  }
}

resource "gitlab_branch_protection" "by_default" {
  attrs = { project = "7", branch = "v1", allow_force_push = null, push_access_level = null, unprotect_access_level = null }
  meta  = { type = "gitlab_branch_protection" }
  expect {
    policy  = "gitlab_branch_protection"
    verdict = "pass"
  }
}

resource "gitlab_branch_protection" "open" {
  attrs = { project = "7", branch = "v2", allow_force_push = true, push_access_level = "developer", unprotect_access_level = "developer" }
  meta  = { type = "gitlab_branch_protection" }
  expect {
    policy  = "gitlab_branch_protection"
    verdict = "fail"
  }
}

resource "gitlab_branch_protection" "not_known_yet" {
  attrs = { project = "7", branch = "v3", allow_force_push = unknown("bool") }
  meta  = { type = "gitlab_branch_protection" }
  expect {
    policy  = "gitlab_branch_protection"
    verdict = "undecided"
  }
}

resource "gitlab_branch_protection" "gone" {
  prior_attrs = { project = "7", branch = "dev" }
  meta        = { type = "gitlab_branch_protection" }
  expect {
    policy  = "gitlab_branch_protection_deleted"
    verdict = "fail"
  }
}

resource "gitlab_branch_protection" "moved" {
  prior_attrs = { project = "7", branch = "main" }
  meta        = { type = "gitlab_branch_protection" }
  expect {
    policy  = "gitlab_branch_protection_deleted"
    verdict = "pass"
  }
}

resource "gitlab_tag_protection" "kept" {
  attrs = { tag = "v*", create_access_level = "maintainer" }
  meta  = { type = "gitlab_tag_protection" }
  expect {
    policy  = "gitlab_tag_protection"
    verdict = "pass"
  }
}

resource "gitlab_tag_protection" "open" {
  attrs = { tag = "v*", create_access_level = "developer" }
  meta  = { type = "gitlab_tag_protection" }
  expect {
    policy  = "gitlab_tag_protection"
    verdict = "fail"
  }
}

resource "gitlab_project_protected_environment" "kept" {
  attrs = { environment = "production", deploy_access_levels = [{ access_level = "maintainer" }, { access_level = null, group_id = 7 }] }
  meta  = { type = "gitlab_project_protected_environment" }
  expect {
    policy  = "gitlab_protected_environment"
    verdict = "pass"
  }
}

resource "gitlab_group_protected_environment" "open" {
  attrs = { environment = "production", deploy_access_levels = [{ access_level = "developer" }] }
  meta  = { type = "gitlab_group_protected_environment" }
  expect {
    policy  = "gitlab_protected_environment"
    verdict = "fail"
  }
}
