# What is not said here is the provider's usual default, and nobody's finding.

resource "google_compute_instance" "small" {
  name         = "small"
  machine_type = "e2-small"
  zone         = "europe-west1-b"
  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }
  network_interface {
    network = "default"
  }
}

resource "google_container_cluster" "small" {
  name               = "small"
  initial_node_count = 1
  enable_legacy_abac = false
  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }
}

resource "google_container_node_pool" "of_its_own" {
  name    = "small"
  cluster = google_container_cluster.small.name
  node_config {
    service_account = google_service_account.nodes.email
  }
}

resource "google_storage_bucket" "small" {
  name     = "small"
  location = "EU"
}

resource "google_cloud_run_service" "small" {
  name     = "small"
  location = "europe-west1"
  template {
    spec {
      containers {
        image = "europe-docker.pkg.dev/p/r/small"
      }
    }
  }
}

resource "google_cloud_run_service_iam_member" "caller" {
  location = google_cloud_run_service.small.location
  service  = google_cloud_run_service.small.name
  role     = "roles/run.invoker"
  member   = "serviceAccount:${google_service_account.caller.email}"
}

resource "google_sql_database_instance" "small" {
  name             = "small"
  database_version = "POSTGRES_16"
  settings {
    tier = "db-f1-micro"
  }
}

resource "google_redis_instance" "small" {
  name           = "small"
  memory_size_gb = 1
  auth_enabled   = true
}
