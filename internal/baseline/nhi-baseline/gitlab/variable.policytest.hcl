policytest {
  targets = ["variable.policy.hcl"]
}

resource "gitlab_project_variable" "kept" {
  attrs = { key = "NPM_TOKEN", masked = true, protected = true, hidden = null, variable_type = null }
  meta  = { type = "gitlab_project_variable" }
  expect {
    policy  = "gitlab_variable_masked"
    verdict = "pass"
  }
}

resource "gitlab_group_variable" "a_file" {
  attrs = { key = "KUBECONFIG", masked = null, hidden = null, protected = true, variable_type = "file" }
  meta  = { type = "gitlab_group_variable" }
  expect {
    policy  = "gitlab_variable_masked"
    verdict = "pass"
  }
}

resource "gitlab_instance_variable" "hidden" {
  attrs = { key = "NPM_TOKEN", masked = null, hidden = true, protected = true, variable_type = null }
  meta  = { type = "gitlab_instance_variable" }
  expect {
    policy  = "gitlab_variable_masked"
    verdict = "pass"
  }
}

resource "gitlab_group_variable" "shown" {
  attrs = { key = "DB_PASSWORD", masked = false, hidden = null, protected = true, variable_type = null }
  meta  = { type = "gitlab_group_variable" }
  expect {
    policy  = "gitlab_variable_masked"
    verdict = "fail"
  }
}

resource "gitlab_instance_variable" "for_all" {
  attrs = { key = "API_KEY", masked = true, hidden = null, protected = null, variable_type = null }
  meta  = { type = "gitlab_instance_variable" }
  expect {
    policy  = "gitlab_variable_masked"
    verdict = "fail"
  }
}

resource "gitlab_project_variable" "not_known_yet" {
  attrs = { key = "NPM_TOKEN", masked = unknown("bool"), protected = true, hidden = null, variable_type = null }
  meta  = { type = "gitlab_project_variable" }
  expect {
    policy  = "gitlab_variable_masked"
    verdict = "undecided"
  }
}

resource "gitlab_project_variable" "no_secret" {
  attrs = { key = "LOG_LEVEL", masked = false, protected = false }
  meta  = { type = "gitlab_project_variable" }
}

resource "gitlab_pipeline_schedule_variable" "plain" {
  attrs = { key = "TARGET" }
  meta  = { type = "gitlab_pipeline_schedule_variable" }
  expect {
    policy  = "gitlab_schedule_variable_secret"
    verdict = "pass"
  }
}

resource "gitlab_pipeline_schedule_variable" "secret" {
  attrs = { key = "DEPLOY_TOKEN" }
  meta  = { type = "gitlab_pipeline_schedule_variable" }
  expect {
    policy  = "gitlab_schedule_variable_secret"
    verdict = "fail"
  }
}
