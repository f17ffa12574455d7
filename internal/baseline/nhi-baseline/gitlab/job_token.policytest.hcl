policytest {
  targets = ["job_token.policy.hcl"]
}

resource "gitlab_project_job_token_scopes" "bounded" {
  attrs = { enabled = true }
  meta  = { type = "gitlab_project_job_token_scopes" }
  expect {
    policy  = "gitlab_job_token_scope"
    verdict = "pass"
  }
}

resource "gitlab_project_job_token_scopes" "open" {
  attrs = { enabled = false }
  meta  = { type = "gitlab_project_job_token_scopes" }
  expect {
    policy  = "gitlab_job_token_scope"
    verdict = "fail"
  }
}

resource "gitlab_project_job_token_scopes" "not_known_yet" {
  attrs = { enabled = unknown("bool") }
  meta  = { type = "gitlab_project_job_token_scopes" }
  expect {
    policy  = "gitlab_job_token_scope"
    verdict = "undecided"
  }
}

resource "gitlab_application" "sign_in" {
  attrs = { name = "wiki", scopes = ["openid"], redirect_url = "https://wiki.example.com/callback" }
  meta  = { type = "gitlab_application" }
  expect {
    policy  = "gitlab_application_scope"
    verdict = "pass"
  }
}

resource "gitlab_application" "everything" {
  attrs = { name = "wiki", scopes = ["api"], redirect_url = "http://wiki.example.com/callback" }
  meta  = { type = "gitlab_application" }
  expect {
    policy  = "gitlab_application_scope"
    verdict = "fail"
  }
}
