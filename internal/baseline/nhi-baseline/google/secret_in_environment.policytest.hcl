policytest {
  targets = ["secret_in_environment.policy.hcl"]
}

resource "google_cloudfunctions_function" "function_environment_passes" {
  attrs = { environment_variables = { LOG_LEVEL = "info", API_KEY = "projects/p/secrets/k" } }
  expect {
    policy  = "google_function_environment"
    verdict = "pass"
  }
}

resource "google_cloudfunctions_function" "function_environment_fails" {
  attrs = { environment_variables = { API_KEY = "not-so-secret" } }
  expect {
    policy  = "google_function_environment"
    verdict = "fail"
  }
}

resource "google_cloudfunctions_function" "function_environment_undecided" {
  attrs = { environment_variables = { API_KEY = unknown("string") } }
  expect {
    policy  = "google_function_environment"
    verdict = "undecided"
  }
}

resource "google_cloudfunctions_function" "function_environment_leaves_out" {
  attrs = { environment_variables = null }
}

resource "google_cloudfunctions2_function" "function2_environment_passes" {
  attrs = { service_config = [{ environment_variables = { LOG_LEVEL = "info", API_KEY = "projects/p/secrets/k" } }] }
  expect {
    policy  = "google_function2_environment"
    verdict = "pass"
  }
}

resource "google_cloudfunctions2_function" "function2_environment_fails" {
  attrs = { service_config = [{ environment_variables = { API_KEY = "not-so-secret" } }] }
  expect {
    policy  = "google_function2_environment"
    verdict = "fail"
  }
}

resource "google_cloudfunctions2_function" "function2_environment_undecided" {
  attrs = { service_config = [{ environment_variables = { API_KEY = unknown("string") } }] }
  expect {
    policy  = "google_function2_environment"
    verdict = "undecided"
  }
}

resource "google_cloudfunctions2_function" "function2_environment_leaves_out" {
  attrs = { service_config = [{ environment_variables = null }] }
}

resource "google_cloud_run_service" "run_environment_passes" {
  attrs = { template = [{ spec = [{ containers = [{ env = [{ name = "API_KEY", value = null }, { name = "LOG_LEVEL", value = "info" }] }] }] }] }
  expect {
    policy  = "google_run_environment"
    verdict = "pass"
  }
}

resource "google_cloud_run_service" "run_environment_fails" {
  attrs = { template = [{ spec = [{ containers = [{ env = [{ name = "API_KEY", value = "not-so-secret" }] }] }] }] }
  expect {
    policy  = "google_run_environment"
    verdict = "fail"
  }
}

resource "google_cloud_run_service" "run_environment_undecided" {
  attrs = { template = [{ spec = [{ containers = [{ env = [{ name = "API_KEY", value = unknown("string") }] }] }] }] }
  expect {
    policy  = "google_run_environment"
    verdict = "undecided"
  }
}

resource "google_cloud_run_v2_service" "run_v2_environment_passes" {
  attrs = { template = [{ containers = [{ env = [{ name = "API_KEY", value = null }, { name = "LOG_LEVEL", value = "info" }] }] }] }
  expect {
    policy  = "google_run_v2_environment"
    verdict = "pass"
  }
}

resource "google_cloud_run_v2_service" "run_v2_environment_fails" {
  attrs = { template = [{ containers = [{ env = [{ name = "API_KEY", value = "not-so-secret" }] }] }] }
  expect {
    policy  = "google_run_v2_environment"
    verdict = "fail"
  }
}

resource "google_cloud_run_v2_service" "run_v2_environment_undecided" {
  attrs = { template = [{ containers = [{ env = [{ name = "API_KEY", value = unknown("string") }] }] }] }
  expect {
    policy  = "google_run_v2_environment"
    verdict = "undecided"
  }
}

resource "google_cloud_run_v2_job" "run_job_environment_passes" {
  attrs = { template = [{ template = [{ containers = [{ env = [{ name = "API_KEY", value = null }, { name = "LOG_LEVEL", value = "info" }] }] }] }] }
  expect {
    policy  = "google_run_job_environment"
    verdict = "pass"
  }
}

resource "google_cloud_run_v2_job" "run_job_environment_fails" {
  attrs = { template = [{ template = [{ containers = [{ env = [{ name = "API_KEY", value = "not-so-secret" }] }] }] }] }
  expect {
    policy  = "google_run_job_environment"
    verdict = "fail"
  }
}

resource "google_cloud_run_v2_job" "run_job_environment_undecided" {
  attrs = { template = [{ template = [{ containers = [{ env = [{ name = "API_KEY", value = unknown("string") }] }] }] }] }
  expect {
    policy  = "google_run_job_environment"
    verdict = "undecided"
  }
}
