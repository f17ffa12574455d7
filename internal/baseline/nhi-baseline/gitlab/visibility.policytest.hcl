policytest {
  targets = ["visibility.policy.hcl"]
}

resource "gitlab_project" "private" {
  attrs = { name = "app", visibility_level = "private" }
  meta  = { type = "gitlab_project" }
  expect {
    policy  = "gitlab_public"
    verdict = "pass"
  }
}

resource "gitlab_project" "public" {
  attrs = { name = "app", visibility_level = "public", public_jobs = null, public_builds = null }
  meta  = { type = "gitlab_project" }
  expect {
    policy  = "gitlab_public"
    verdict = "fail"
  }
}

resource "gitlab_group" "not_known_yet" {
  attrs = { name = "acme", visibility_level = unknown("string"), require_two_factor_authentication = true }
  meta  = { type = "gitlab_group" }
  expect {
    policy  = "gitlab_public"
    verdict = "undecided"
  }
}

resource "gitlab_topic" "neither" {
  attrs = { name = "go" }
  meta  = { type = "gitlab_topic" }
}
