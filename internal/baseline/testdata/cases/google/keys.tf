resource "google_service_account" "ci" {
  account_id = "ci"
}

# refused: google_service_account_key
resource "google_service_account_key" "ci" {
  service_account_id = google_service_account.ci.name
}

# refused: google_storage_hmac_key
resource "google_storage_hmac_key" "ci" {
  service_account_email = "ci@p.iam.gserviceaccount.com"
}

resource "google_apikeys_key" "maps" {
  name = "maps"

  restrictions {
    api_targets {
      service = "maps-backend.googleapis.com"
    }

    browser_key_restrictions {
      allowed_referrers = ["https://app.example.com/*"]
    }
  }
}

# refused: google_api_key_callers, google_api_key_targets
resource "google_apikeys_key" "open" {
  name = "open"
}

resource "google_iam_workload_identity_pool" "ci" {
  workload_identity_pool_id = "ci"
}

resource "google_iam_workload_identity_pool_provider" "bound" {
  workload_identity_pool_id          = google_iam_workload_identity_pool.ci.workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  attribute_condition                = "assertion.repository == 'acme/app' && assertion.ref == 'refs/heads/main'"
  attribute_mapping                  = { "google.subject" = "assertion.sub" }

  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

# refused: google_workload_condition
resource "google_iam_workload_identity_pool_provider" "open" {
  workload_identity_pool_id          = google_iam_workload_identity_pool.ci.workload_identity_pool_id
  workload_identity_pool_provider_id = "github-open"
  attribute_mapping                  = { "google.subject" = "assertion.sub" }

  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "aws" {
  workload_identity_pool_id          = google_iam_workload_identity_pool.ci.workload_identity_pool_id
  workload_identity_pool_provider_id = "aws"

  aws {
    account_id = "111122223333"
  }
}

resource "google_kms_key_ring" "r" {
  name     = "r"
  location = "europe"
}

resource "google_kms_crypto_key" "rotated" {
  name            = "rotated"
  key_ring        = google_kms_key_ring.r.id
  rotation_period = "7776000s"
}

resource "google_kms_crypto_key" "signs" {
  name     = "signs"
  key_ring = google_kms_key_ring.r.id
  purpose  = "ASYMMETRIC_SIGN"

  version_template {
    algorithm = "EC_SIGN_P384_SHA384"
  }
}

# refused: google_kms_destruction, google_kms_rotation
resource "google_kms_crypto_key" "for_ever" {
  name                       = "for-ever"
  key_ring                   = google_kms_key_ring.r.id
  destroy_scheduled_duration = "86400s"
}

resource "google_secret_manager_secret" "rotated" {
  secret_id = "rotated"

  replication {
    auto {}
  }

  topics {
    name = "projects/p/topics/rotation"
  }

  rotation {
    rotation_period    = "2592000s"
    next_rotation_time = "2027-02-01T00:00:00Z"
  }
}

# refused: google_secret_rotation
resource "google_secret_manager_secret" "for_ever" {
  secret_id = "for-ever"

  replication {
    auto {}
  }
}

# refused: google_secret_value
resource "google_secret_manager_secret_version" "written_down" {
  secret      = google_secret_manager_secret.rotated.id
  secret_data = "not-so-secret"
}

# refused: google_ssl_policy
resource "google_compute_ssl_policy" "old" {
  name    = "old"
  profile = "MODERN"
}

resource "google_compute_ssl_policy" "modern" {
  name            = "modern"
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"
}
