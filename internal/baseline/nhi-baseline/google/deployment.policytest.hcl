policytest {
  targets = ["deployment.policy.hcl"]
}

resource "google_cloudbuild_trigger" "build_pull_request_passes" {
  attrs = { name = "a", github = [{ pull_request = [{ branch = "main", comment_control = "COMMENTS_ENABLED" }] }] }
  expect {
    policy  = "google_build_pull_request"
    verdict = "pass"
  }
}

resource "google_cloudbuild_trigger" "build_pull_request_fails" {
  attrs = { name = "a", github = [{ pull_request = [{ branch = "main", comment_control = null }] }] }
  expect {
    policy  = "google_build_pull_request"
    verdict = "fail"
  }
}

resource "google_cloudbuild_trigger" "build_pull_request_undecided" {
  attrs = { name = "a", github = [{ pull_request = [{ branch = "main", comment_control = unknown("string") }] }] }
  expect {
    policy  = "google_build_pull_request"
    verdict = "undecided"
  }
}

resource "google_cloudbuild_trigger" "build_pull_request_leaves_out" {
  attrs = { github = [{ push = [{ branch = "main" }], pull_request = [] }] }
}

resource "google_pubsub_subscription" "pubsub_push_identity_passes" {
  attrs = { name = "a", push_config = [{ push_endpoint = "https://a", oidc_token = [{ service_account_email = "a" }] }] }
  expect {
    policy  = "google_pubsub_push_identity"
    verdict = "pass"
  }
}

resource "google_pubsub_subscription" "pubsub_push_identity_fails" {
  attrs = { name = "a", push_config = [{ push_endpoint = "https://a", oidc_token = [] }] }
  expect {
    policy  = "google_pubsub_push_identity"
    verdict = "fail"
  }
}

resource "google_pubsub_subscription" "pubsub_push_identity_undecided" {
  attrs = { name = "a", push_config = [{ push_endpoint = "https://a", oidc_token = unknown("list(object({}))") }] }
  expect {
    policy  = "google_pubsub_push_identity"
    verdict = "undecided"
  }
}

resource "google_pubsub_subscription" "pubsub_push_identity_leaves_out" {
  attrs = { push_config = [] }
}

resource "google_cloudfunctions_function" "function_https_passes" {
  attrs = { name = "a", https_trigger_security_level = null }
  expect {
    policy  = "google_function_https"
    verdict = "pass"
  }
}

resource "google_cloudfunctions_function" "function_https_passes_2" {
  attrs = { name = "a", https_trigger_security_level = "SECURE_ALWAYS" }
  expect {
    policy  = "google_function_https"
    verdict = "pass"
  }
}

resource "google_cloudfunctions_function" "function_https_fails" {
  attrs = { name = "a", https_trigger_security_level = "SECURE_OPTIONAL" }
  expect {
    policy  = "google_function_https"
    verdict = "fail"
  }
}

resource "google_cloudfunctions_function" "function_https_undecided" {
  attrs = { name = "a", https_trigger_security_level = unknown("string") }
  expect {
    policy  = "google_function_https"
    verdict = "undecided"
  }
}
