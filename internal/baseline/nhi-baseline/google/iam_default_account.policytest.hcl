policytest {
  targets = ["iam_default_account.policy.hcl"]
}

resource "google_project_iam_member" "iam_default_member_passes" {
  attrs = { role = "roles/x", member = "serviceAccount:app@p.iam.gserviceaccount.com" }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_default_member"
    verdict = "pass"
  }
}

resource "google_project_iam_member" "iam_default_member_fails" {
  attrs = { role = "roles/x", member = "serviceAccount:1-compute@developer.gserviceaccount.com" }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_default_member"
    verdict = "fail"
  }
}

resource "google_storage_bucket_iam_member" "iam_default_member_fails_2" {
  attrs = { role = "roles/x", member = "serviceAccount:p@appspot.gserviceaccount.com" }
  meta  = { type = "google_storage_bucket_iam_member" }
  expect {
    policy  = "google_iam_default_member"
    verdict = "fail"
  }
}

resource "google_pubsub_topic_iam_member" "iam_default_member_leaves_out" {
  attrs = { role = "roles/x", member = "serviceAccount:1-compute@developer.gserviceaccount.com" }
  meta  = { type = "google_pubsub_topic_iam_member" }
}

resource "google_project_iam_binding" "iam_default_binding_passes" {
  attrs = { role = "roles/x", members = ["serviceAccount:app@p.iam.gserviceaccount.com"] }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_default_binding"
    verdict = "pass"
  }
}

resource "google_project_iam_binding" "iam_default_binding_fails" {
  attrs = { role = "roles/x", members = ["serviceAccount:1-compute@developer.gserviceaccount.com"] }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_default_binding"
    verdict = "fail"
  }
}

resource "google_project_iam_binding" "iam_default_binding_undecided" {
  attrs = { role = "roles/x", members = unknown("set(string)") }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_default_binding"
    verdict = "undecided"
  }
}

resource "google_pubsub_topic_iam_binding" "iam_default_binding_leaves_out" {
  attrs = { role = "roles/x", members = ["serviceAccount:1-compute@developer.gserviceaccount.com"] }
  meta  = { type = "google_pubsub_topic_iam_binding" }
}

data "google_compute_default_service_account" "default_account_lookup_fails" {
  attrs = { project = "p" }
  expect {
    policy  = "google_default_account_lookup"
    verdict = "fail"
  }
}

data "google_app_engine_default_service_account" "app_engine_account_lookup_fails" {
  attrs = { project = "p" }
  expect {
    policy  = "google_app_engine_account_lookup"
    verdict = "fail"
  }
}
