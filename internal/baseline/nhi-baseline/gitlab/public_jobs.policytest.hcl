policytest {
  targets = ["public_jobs.policy.hcl"]
}

resource "gitlab_project" "public_logs" {
  attrs = { name = "app", visibility_level = "public", public_jobs = true, public_builds = null }
  meta  = { type = "gitlab_project" }
  expect {
    policy  = "gitlab_public_jobs"
    verdict = "fail"
  }
}

resource "gitlab_project" "no_logs" {
  attrs = { name = "app", visibility_level = "public", public_jobs = false }
  meta  = { type = "gitlab_project" }
  expect {
    policy  = "gitlab_public_jobs"
    verdict = "pass"
  }
}

resource "gitlab_project" "private" {
  attrs = { name = "app", visibility_level = "private" }
  meta  = { type = "gitlab_project" }
}
