policytest {
  targets = ["runner.policy.hcl"]
}

resource "gitlab_runner" "bound" {
  attrs = { access_level = "ref_protected", run_untagged = false, tag_list = ["deploy"] }
  meta  = { type = "gitlab_runner" }
  expect {
    policy  = "gitlab_runner_open"
    verdict = "pass"
  }
}

resource "gitlab_runner" "tagged" {
  attrs = { access_level = "ref_protected", run_untagged = null, tag_list = ["deploy"] }
  meta  = { type = "gitlab_runner" }
  expect {
    policy  = "gitlab_runner_open"
    verdict = "pass"
  }
}

resource "gitlab_runner" "open" {
  attrs = { access_level = null, run_untagged = true, tag_list = null }
  meta  = { type = "gitlab_runner" }
  expect {
    policy  = "gitlab_runner_open"
    verdict = "fail"
  }
}

resource "gitlab_runner" "not_known_yet" {
  attrs = { access_level = unknown("string"), run_untagged = false, tag_list = ["deploy"] }
  meta  = { type = "gitlab_runner" }
  expect {
    policy  = "gitlab_runner_open"
    verdict = "undecided"
  }
}

resource "gitlab_user_runner" "bound" {
  attrs = { access_level = "ref_protected", untagged = false }
  meta  = { type = "gitlab_user_runner" }
  expect {
    policy  = "gitlab_user_runner_open"
    verdict = "pass"
  }
}

resource "gitlab_user_runner" "open" {
  attrs = { access_level = "not_protected", untagged = true }
  meta  = { type = "gitlab_user_runner" }
  expect {
    policy  = "gitlab_user_runner_open"
    verdict = "fail"
  }
}
