policytest {
  targets = ["iam_policy_basic.policy.hcl"]
}

resource "google_project_iam_policy" "iam_basic_policy_passes" {
  attrs = { policy_data = core::jsonencode({ bindings = [{ role = "roles/storage.objectViewer", members = ["user:a@example.com"] }] }) }
  meta  = { type = "google_project_iam_policy" }
  expect {
    policy  = "google_iam_basic_policy"
    verdict = "pass"
  }
}

resource "google_project_iam_policy" "iam_basic_policy_fails" {
  attrs = { policy_data = core::jsonencode({ bindings = [{ role = "roles/editor", members = ["user:a@example.com"] }] }) }
  meta  = { type = "google_project_iam_policy" }
  expect {
    policy  = "google_iam_basic_policy"
    verdict = "fail"
  }
}

resource "google_project_iam_policy" "iam_basic_policy_undecided" {
  attrs = { policy_data = unknown("string") }
  meta  = { type = "google_project_iam_policy" }
  expect {
    policy  = "google_iam_basic_policy"
    verdict = "undecided"
  }
}

resource "google_storage_bucket_iam_policy" "iam_basic_policy_leaves_out" {
  attrs = { policy_data = core::jsonencode({ bindings = [{ role = "roles/editor", members = ["user:a@example.com"] }] }) }
  meta  = { type = "google_storage_bucket_iam_policy" }
}

data "google_iam_policy" "iam_basic_document_passes" {
  attrs = { binding = [{ role = "roles/storage.objectViewer", members = ["user:a@example.com"] }] }
  expect {
    policy  = "google_iam_basic_document"
    verdict = "pass"
  }
}

data "google_iam_policy" "iam_basic_document_passes_2" {
  attrs = { binding = null }
  expect {
    policy  = "google_iam_basic_document"
    verdict = "pass"
  }
}

data "google_iam_policy" "iam_basic_document_fails" {
  attrs = { binding = [{ role = "roles/editor", members = ["user:a@example.com"] }] }
  expect {
    policy  = "google_iam_basic_document"
    verdict = "fail"
  }
}

data "google_iam_policy" "iam_basic_document_undecided" {
  attrs = { binding = [{ role = unknown("string"), members = ["user:a@example.com"] }] }
  expect {
    policy  = "google_iam_basic_document"
    verdict = "undecided"
  }
}
