policytest {
  targets = ["access_token.policy.hcl"]
}

resource "gitlab_project_access_token" "soon" {
  attrs = { name = "ci", scopes = ["read_repository"], access_level = "developer", expires_at = "2027-03-01", rotation_configuration = null }
  meta  = { type = "gitlab_project_access_token" }
  expect {
    policy  = "gitlab_access_token_lifetime"
    verdict = "pass"
  }
}

resource "gitlab_group_access_token" "rotated" {
  attrs = { name = "ci", scopes = ["read_api"], access_level = "reporter", expires_at = null, rotation_configuration = { expiration_days = 30, rotate_before_days = 7 } }
  meta  = { type = "gitlab_group_access_token" }
  expect {
    policy  = "gitlab_access_token_lifetime"
    verdict = "pass"
  }
}

resource "gitlab_personal_access_token" "never" {
  attrs = { name = "ci", scopes = ["read_api"], expires_at = null, rotation_configuration = null }
  meta  = { type = "gitlab_personal_access_token" }
  expect {
    policy  = "gitlab_access_token_lifetime"
    verdict = "fail"
  }
}

resource "gitlab_user_impersonation_token" "late" {
  attrs = { name = "ci", scopes = ["read_api"], expires_at = "2029-01-01" }
  meta  = { type = "gitlab_user_impersonation_token" }
  expect {
    policy  = "gitlab_access_token_lifetime"
    verdict = "fail"
  }
}

resource "gitlab_group_service_account_access_token" "rotated_late" {
  attrs = { name = "ci", scopes = ["read_api"], expires_at = null, rotation_configuration = { expiration_days = 365, rotate_before_days = 7 } }
  meta  = { type = "gitlab_group_service_account_access_token" }
  expect {
    policy  = "gitlab_access_token_lifetime"
    verdict = "fail"
  }
}

resource "gitlab_project_access_token" "not_known_yet" {
  attrs = { name = "ci", scopes = [unknown("string")], access_level = "developer", expires_at = "2027-03-01" }
  meta  = { type = "gitlab_project_access_token" }
  expect {
    policy  = "gitlab_access_token_scope"
    verdict = "undecided"
  }
}

resource "gitlab_project_access_token" "reads" {
  attrs = { name = "ci", scopes = ["read_api", "read_repository"], access_level = "reporter", expires_at = "2027-03-01" }
  meta  = { type = "gitlab_project_access_token" }
  expect {
    policy  = "gitlab_access_token_scope"
    verdict = "pass"
  }
}

resource "gitlab_personal_access_token" "wide" {
  attrs = { name = "ci", scopes = ["api"], expires_at = "2027-03-01" }
  meta  = { type = "gitlab_personal_access_token" }
  expect {
    policy  = "gitlab_access_token_scope"
    verdict = "fail"
  }
}

resource "gitlab_group_access_token" "developer" {
  attrs = { name = "ci", scopes = ["read_api"], access_level = "developer", expires_at = "2027-03-01" }
  meta  = { type = "gitlab_group_access_token" }
  expect {
    policy  = "gitlab_access_token_level"
    verdict = "pass"
  }
}

resource "gitlab_project_access_token" "owner" {
  attrs = { name = "ci", scopes = ["read_api"], access_level = "owner", expires_at = "2027-03-01" }
  meta  = { type = "gitlab_project_access_token" }
  expect {
    policy  = "gitlab_access_token_level"
    verdict = "fail"
  }
}

resource "gitlab_project_access_token" "by_default" {
  attrs = { name = "ci", scopes = ["read_api"], access_level = null, expires_at = "2027-03-01" }
  meta  = { type = "gitlab_project_access_token" }
  expect {
    policy  = "gitlab_access_token_level"
    verdict = "fail"
  }
}

resource "gitlab_cluster_agent_token" "of_an_agent" {
  attrs = { name = "agent" }
  meta  = { type = "gitlab_cluster_agent_token" }
}
