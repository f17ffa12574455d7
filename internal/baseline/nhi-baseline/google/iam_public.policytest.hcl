policytest {
  targets = ["iam_public.policy.hcl"]
}

resource "google_storage_bucket_iam_member" "iam_public_member_passes" {
  attrs = { role = "roles/storage.objectViewer", member = "serviceAccount:app@p.iam.gserviceaccount.com" }
  expect {
    policy  = "google_iam_public_member"
    verdict = "pass"
  }
}

resource "google_pubsub_topic_iam_member" "iam_public_member_passes_2" {
  attrs = { role = "roles/pubsub.publisher", member = unknown("string") }
  expect {
    policy  = "google_iam_public_member"
    verdict = "pass"
  }
}

resource "google_storage_bucket_iam_member" "iam_public_member_fails" {
  attrs = { role = "roles/storage.objectViewer", member = "allUsers" }
  expect {
    policy  = "google_iam_public_member"
    verdict = "fail"
  }
}

resource "google_kms_crypto_key_iam_member" "iam_public_member_fails_2" {
  attrs = { role = "roles/cloudkms.viewer", member = "allAuthenticatedUsers" }
  expect {
    policy  = "google_iam_public_member"
    verdict = "fail"
  }
}

resource "google_pubsub_topic_iam_binding" "iam_public_binding_passes" {
  attrs = { role = "roles/pubsub.publisher", members = ["serviceAccount:app@p.iam.gserviceaccount.com"] }
  expect {
    policy  = "google_iam_public_binding"
    verdict = "pass"
  }
}

resource "google_cloud_run_service_iam_binding" "iam_public_binding_fails" {
  attrs = { role = "roles/run.invoker", members = ["serviceAccount:app@p.iam.gserviceaccount.com", "allUsers"] }
  expect {
    policy  = "google_iam_public_binding"
    verdict = "fail"
  }
}

resource "google_pubsub_topic_iam_binding" "iam_public_binding_undecided" {
  attrs = { role = "roles/pubsub.publisher", members = unknown("set(string)") }
  expect {
    policy  = "google_iam_public_binding"
    verdict = "undecided"
  }
}

resource "google_storage_bucket_iam_policy" "iam_public_policy_passes" {
  attrs = { policy_data = core::jsonencode({ bindings = [{ role = "roles/storage.objectViewer", members = ["serviceAccount:app@p.iam.gserviceaccount.com"] }] }) }
  expect {
    policy  = "google_iam_public_policy"
    verdict = "pass"
  }
}

resource "google_artifact_registry_repository_iam_policy" "iam_public_policy_fails" {
  attrs = { policy_data = core::jsonencode({ bindings = [{ role = "roles/artifactregistry.reader", members = ["allUsers"] }] }) }
  expect {
    policy  = "google_iam_public_policy"
    verdict = "fail"
  }
}

resource "google_storage_bucket_iam_policy" "iam_public_policy_undecided" {
  attrs = { policy_data = unknown("string") }
  expect {
    policy  = "google_iam_public_policy"
    verdict = "undecided"
  }
}

data "google_iam_policy" "iam_public_document_passes" {
  attrs = { binding = [{ role = "roles/storage.objectViewer", members = ["serviceAccount:app@p.iam.gserviceaccount.com"] }] }
  expect {
    policy  = "google_iam_public_document"
    verdict = "pass"
  }
}

data "google_iam_policy" "iam_public_document_passes_2" {
  attrs = { binding = null }
  expect {
    policy  = "google_iam_public_document"
    verdict = "pass"
  }
}

data "google_iam_policy" "iam_public_document_fails" {
  attrs = { binding = [{ role = "roles/storage.objectViewer", members = ["allUsers"] }] }
  expect {
    policy  = "google_iam_public_document"
    verdict = "fail"
  }
}

data "google_iam_policy" "iam_public_document_undecided" {
  attrs = { binding = [{ role = "roles/storage.objectViewer", members = unknown("set(string)") }] }
  expect {
    policy  = "google_iam_public_document"
    verdict = "undecided"
  }
}

resource "google_storage_bucket_access_control" "storage_public_entity_passes" {
  attrs = { entity = "user-a@example.com" }
  expect {
    policy  = "google_storage_public_entity"
    verdict = "pass"
  }
}

resource "google_storage_default_object_access_control" "storage_public_entity_fails" {
  attrs = { entity = "allUsers" }
  expect {
    policy  = "google_storage_public_entity"
    verdict = "fail"
  }
}

resource "google_storage_object_access_control" "storage_public_entity_fails_2" {
  attrs = { entity = "allAuthenticatedUsers" }
  expect {
    policy  = "google_storage_public_entity"
    verdict = "fail"
  }
}

resource "google_storage_bucket_access_control" "storage_public_entity_undecided" {
  attrs = { entity = unknown("string") }
  expect {
    policy  = "google_storage_public_entity"
    verdict = "undecided"
  }
}

resource "google_storage_bucket_acl" "storage_public_acl_passes" {
  attrs = { bucket = "a", predefined_acl = "private" }
  expect {
    policy  = "google_storage_public_acl"
    verdict = "pass"
  }
}

resource "google_storage_bucket_acl" "storage_public_acl_passes_2" {
  attrs = { bucket = "a", role_entity = ["OWNER:user-a@example.com"] }
  expect {
    policy  = "google_storage_public_acl"
    verdict = "pass"
  }
}

resource "google_storage_bucket_acl" "storage_public_acl_fails" {
  attrs = { bucket = "a", predefined_acl = "publicRead" }
  expect {
    policy  = "google_storage_public_acl"
    verdict = "fail"
  }
}

resource "google_storage_bucket_acl" "storage_public_acl_fails_2" {
  attrs = { bucket = "a", default_acl = "publicRead" }
  expect {
    policy  = "google_storage_public_acl"
    verdict = "fail"
  }
}

resource "google_storage_object_acl" "storage_public_acl_fails_3" {
  attrs = { bucket = "a", role_entity = ["READER:allUsers"] }
  expect {
    policy  = "google_storage_public_acl"
    verdict = "fail"
  }
}

resource "google_storage_default_object_acl" "storage_public_acl_undecided" {
  attrs = { bucket = "a", role_entity = [unknown("string")] }
  expect {
    policy  = "google_storage_public_acl"
    verdict = "undecided"
  }
}

resource "google_bigquery_dataset" "bigquery_public_passes" {
  attrs = { dataset_id = "a", access = null }
  expect {
    policy  = "google_bigquery_public"
    verdict = "pass"
  }
}

resource "google_bigquery_dataset" "bigquery_public_passes_2" {
  attrs = { dataset_id = "a", access = [{ special_group = "projectOwners", iam_member = null }] }
  expect {
    policy  = "google_bigquery_public"
    verdict = "pass"
  }
}

resource "google_bigquery_dataset" "bigquery_public_fails" {
  attrs = { dataset_id = "a", access = [{ special_group = "allAuthenticatedUsers" }] }
  expect {
    policy  = "google_bigquery_public"
    verdict = "fail"
  }
}

resource "google_bigquery_dataset" "bigquery_public_fails_2" {
  attrs = { dataset_id = "a", access = [{ iam_member = "allUsers" }] }
  expect {
    policy  = "google_bigquery_public"
    verdict = "fail"
  }
}

resource "google_bigquery_dataset" "bigquery_public_undecided" {
  attrs = { dataset_id = "a", access = [{ special_group = unknown("string") }] }
  expect {
    policy  = "google_bigquery_public"
    verdict = "undecided"
  }
}

resource "google_bigquery_dataset_access" "bigquery_public_access_passes" {
  attrs = { dataset_id = "a", special_group = "projectReaders" }
  expect {
    policy  = "google_bigquery_public_access"
    verdict = "pass"
  }
}

resource "google_bigquery_dataset_access" "bigquery_public_access_fails" {
  attrs = { dataset_id = "a", special_group = "allAuthenticatedUsers" }
  expect {
    policy  = "google_bigquery_public_access"
    verdict = "fail"
  }
}

resource "google_bigquery_dataset_access" "bigquery_public_access_fails_2" {
  attrs = { dataset_id = "a", iam_member = "allUsers" }
  expect {
    policy  = "google_bigquery_public_access"
    verdict = "fail"
  }
}

resource "google_bigquery_dataset_access" "bigquery_public_access_undecided" {
  attrs = { dataset_id = "a", special_group = unknown("string") }
  expect {
    policy  = "google_bigquery_public_access"
    verdict = "undecided"
  }
}

resource "google_cloud_run_v2_service" "run_open_passes" {
  attrs = { name = "a", invoker_iam_disabled = null }
  expect {
    policy  = "google_run_open"
    verdict = "pass"
  }
}

resource "google_cloud_run_v2_service" "run_open_fails" {
  attrs = { name = "a", invoker_iam_disabled = true }
  expect {
    policy  = "google_run_open"
    verdict = "fail"
  }
}

resource "google_cloud_run_v2_service" "run_open_undecided" {
  attrs = { name = "a", invoker_iam_disabled = unknown("bool") }
  expect {
    policy  = "google_run_open"
    verdict = "undecided"
  }
}
