resource "google_service_account" "app" {
  account_id = "app"
}

resource "google_project_iam_member" "objects" {
  project = "p"
  role    = "roles/storage.objectViewer"
  member  = "serviceAccount:${google_service_account.app.email}"
}

# refused: google_iam_basic_member
resource "google_project_iam_member" "editor" {
  project = "p"
  role    = "roles/editor"
  member  = "serviceAccount:${google_service_account.app.email}"
}

# refused: google_iam_basic_binding
resource "google_project_iam_binding" "owners" {
  project = "p"
  role    = "roles/owner"
  members = ["user:jane@example.com"]
}

resource "google_project_iam_member" "auditors" {
  project = "p"
  role    = "roles/viewer"
  member  = "group:auditors@example.com"
}

# refused: google_iam_admin_member
resource "google_project_iam_member" "administers" {
  project = "p"
  role    = "roles/storage.admin"
  member  = "serviceAccount:ci@p.iam.gserviceaccount.com"
}

resource "google_project_iam_member" "people_administer" {
  project = "p"
  role    = "roles/storage.admin"
  member  = "group:platform@example.com"
}

# refused: google_iam_impersonation_binding
resource "google_folder_iam_binding" "tokens" {
  folder  = "folders/1"
  role    = "roles/iam.serviceAccountTokenCreator"
  members = ["group:platform@example.com"]
}

resource "google_service_account_iam_member" "tokens_of_one" {
  service_account_id = google_service_account.app.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "group:platform@example.com"
}

# refused: google_workload_whole_pool
resource "google_service_account_iam_member" "whole_pool" {
  service_account_id = google_service_account.app.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/*"
}

# refused: google_iam_public_member
resource "google_storage_bucket_iam_member" "public" {
  bucket = "assets"
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}

# refused: google_iam_public_binding
resource "google_kms_crypto_key_iam_binding" "public" {
  crypto_key_id = "k"
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  members       = ["allAuthenticatedUsers"]
}

data "google_iam_policy" "named" {
  binding {
    role    = "roles/run.invoker"
    members = ["serviceAccount:caller@p.iam.gserviceaccount.com"]
  }
}

# refused: google_iam_public_document
data "google_iam_policy" "everybody" {
  binding {
    role    = "roles/run.invoker"
    members = ["allUsers"]
  }
}

resource "google_cloud_run_service_iam_policy" "named" {
  service     = "s"
  location    = "europe-west1"
  policy_data = data.google_iam_policy.named.policy_data
}

# refused: google_storage_public_entity
resource "google_storage_bucket_access_control" "public" {
  bucket = "assets"
  role   = "READER"
  entity = "allUsers"
}

# refused: google_bigquery_public
resource "google_bigquery_dataset" "public" {
  dataset_id = "public"

  access {
    role          = "READER"
    special_group = "allAuthenticatedUsers"
  }
}

resource "google_bigquery_dataset" "owned" {
  dataset_id = "owned"

  access {
    role          = "OWNER"
    user_by_email = google_service_account.app.email
  }
}

# refused: google_custom_role
resource "google_project_iam_custom_role" "acts" {
  role_id     = "deployer"
  title       = "Deployer"
  permissions = ["run.services.create", "iam.serviceAccounts.actAs"]
}

resource "google_project_iam_custom_role" "reads" {
  role_id     = "reader"
  title       = "Reader"
  permissions = ["run.services.get"]
}

# refused: google_project_audit_exempt
resource "google_project_iam_audit_config" "exempts" {
  project = "p"
  service = "allServices"

  audit_log_config {
    log_type         = "DATA_READ"
    exempted_members = ["user:jane@example.com"]
  }
}

# refused: google_project_policy_off
resource "google_project_organization_policy" "keys_again" {
  project    = "p"
  constraint = "iam.disableServiceAccountKeyCreation"

  boolean_policy {
    enforced = false
  }
}

resource "google_org_policy_policy" "keys" {
  name   = "projects/p/policies/iam.disableServiceAccountKeyCreation"
  parent = "projects/p"

  spec {
    rules {
      enforce = "TRUE"
    }
  }
}

resource "google_project_iam_member" "publishes" {
  project = "p"
  role    = "roles/pubsub.publisher"
  member  = google_service_account.app.member
}

# refused: google_iam_admin_member
resource "google_project_iam_member" "app_administers" {
  project = "p"
  role    = "roles/compute.admin"
  member  = "serviceAccount:${google_service_account.app.email}"
}

# refused: google_iam_default_member
resource "google_project_iam_member" "default_account" {
  project = "p"
  role    = "roles/logging.logWriter"
  member  = "serviceAccount:123456789-compute@developer.gserviceaccount.com"
}

# refused: google_default_account_lookup
data "google_compute_default_service_account" "default" {
  project = "p"
}
