policytest {
  targets = ["membership.policy.hcl"]
}

resource "gitlab_project_membership" "developer" {
  attrs = { access_level = "developer" }
  meta  = { type = "gitlab_project_membership" }
  expect {
    policy  = "gitlab_membership_owner"
    verdict = "pass"
  }
}

resource "gitlab_group_membership" "owner" {
  attrs = { access_level = "owner" }
  meta  = { type = "gitlab_group_membership" }
  expect {
    policy  = "gitlab_membership_owner"
    verdict = "fail"
  }
}

resource "gitlab_group_membership" "not_known_yet" {
  attrs = { access_level = unknown("string") }
  meta  = { type = "gitlab_group_membership" }
  expect {
    policy  = "gitlab_membership_owner"
    verdict = "undecided"
  }
}

resource "gitlab_project_share_group" "developer" {
  attrs = { group_access = "developer", access_level = null }
  meta  = { type = "gitlab_project_share_group" }
  expect {
    policy  = "gitlab_share_owner"
    verdict = "pass"
  }
}

resource "gitlab_group_share_group" "maintainer" {
  attrs = { group_access = "maintainer" }
  meta  = { type = "gitlab_group_share_group" }
  expect {
    policy  = "gitlab_share_owner"
    verdict = "fail"
  }
}

resource "gitlab_project_share_group" "the_old_way" {
  attrs = { group_access = null, access_level = "owner" }
  meta  = { type = "gitlab_project_share_group" }
  expect {
    policy  = "gitlab_share_owner"
    verdict = "fail"
  }
}

resource "gitlab_project_share_group" "unsaid" {
  attrs = { group_access = null, access_level = null }
  meta  = { type = "gitlab_project_share_group" }
  expect {
    policy  = "gitlab_share_owner"
    verdict = "pass"
  }
}
