resource "google_compute_instance" "own_account" {
  name         = "own-account"
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

  metadata = {
    enable-oslogin = "TRUE"
  }

  service_account {
    email  = "app@p.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}

# refused: google_instance_default_account, google_instance_serial_port
resource "google_compute_instance" "default_account" {
  name         = "default-account"
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

  metadata = {
    serial-port-enable = true
  }

  service_account {
    scopes = ["https://www.googleapis.com/auth/cloud-platform"]
  }
}

# refused: google_project_os_login, google_project_ssh_keys
resource "google_compute_project_metadata" "keys" {
  metadata = {
    ssh-keys = "jane:ssh-ed25519 AAAA"
  }
}

resource "google_compute_project_metadata_item" "os_login" {
  key   = "enable-oslogin"
  value = "TRUE"
}

resource "google_container_cluster" "good" {
  name                     = "good"
  location                 = "europe-west1"
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "p.svc.id.goog"
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false
    master_ipv4_cidr_block  = "172.16.0.0/28"
  }

  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "198.51.100.0/24"
    }
  }

  database_encryption {
    state    = "ENCRYPTED"
    key_name = "k"
  }

  authenticator_groups_config {
    security_group = "gke-security-groups@example.com"
  }
}

# refused: google_cluster_client_certificate, google_cluster_legacy_abac
resource "google_container_cluster" "by_default" {
  name               = "by-default"
  location           = "europe-west1"
  initial_node_count = 1
  enable_legacy_abac = true

  master_auth {
    client_certificate_config {
      issue_client_certificate = true
    }
  }
}

resource "google_container_node_pool" "good" {
  name    = "good"
  cluster = google_container_cluster.good.name

  node_config {
    service_account = "nodes@p.iam.gserviceaccount.com"

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

# refused: google_node_pool_default_account, google_node_pool_upgrades
resource "google_container_node_pool" "default_account" {
  cluster = google_container_cluster.good.name

  management {
    auto_upgrade = false
  }
}

# refused: google_function_environment
resource "google_cloudfunctions_function" "default_account" {
  name    = "f"
  runtime = "python312"

  environment_variables = {
    API_KEY = "not-so-secret"
  }
}

resource "google_cloud_run_v2_service" "good" {
  name     = "good"
  location = "europe-west1"

  template {
    service_account = "app@p.iam.gserviceaccount.com"

    containers {
      image = "europe-docker.pkg.dev/p/app/app"

      env {
        name = "API_KEY"

        value_source {
          secret_key_ref {
            secret  = "key"
            version = "1"
          }
        }
      }
    }
  }
}

# refused: google_run_open
resource "google_cloud_run_v2_service" "open" {
  name                 = "open"
  location             = "europe-west1"
  invoker_iam_disabled = true

  template {
    containers {
      image = "europe-docker.pkg.dev/p/app/app"
    }
  }
}

resource "google_sql_database_instance" "good" {
  name             = "good"
  database_version = "POSTGRES_16"

  settings {
    tier = "db-f1-micro"

    ip_configuration {
      ipv4_enabled    = false
      private_network = "projects/p/global/networks/n"
      ssl_mode        = "ENCRYPTED_ONLY"
    }

    database_flags {
      name  = "cloudsql.iam_authentication"
      value = "on"
    }
  }
}

# refused: google_sql_root_password
resource "google_sql_database_instance" "by_default" {
  name             = "by-default"
  database_version = "POSTGRES_16"
  root_password    = "not-so-secret"

  settings {
    tier = "db-f1-micro"
  }
}

# refused: google_sql_user_password
resource "google_sql_user" "by_password" {
  name     = "app"
  instance = google_sql_database_instance.good.name
  password = "not-so-secret"
}

resource "google_sql_user" "by_iam" {
  name     = "app@p.iam"
  instance = google_sql_database_instance.good.name
  type     = "CLOUD_IAM_SERVICE_ACCOUNT"
}

resource "google_storage_bucket" "good" {
  name                        = "good"
  location                    = "EU"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
}

resource "google_storage_bucket" "by_default" {
  name     = "by-default"
  location = "EU"
}

# refused: google_redis_auth
resource "google_redis_instance" "by_default" {
  name           = "by-default"
  memory_size_gb = 1
}

# refused: google_build_pull_request
resource "google_cloudbuild_trigger" "strangers" {
  name            = "strangers"
  filename        = "cloudbuild.yaml"
  service_account = "projects/p/serviceAccounts/build@p.iam.gserviceaccount.com"

  github {
    owner = "acme"
    name  = "app"

    pull_request {
      branch = "^main$"
    }
  }
}

# refused: google_patch_schedule
resource "google_os_config_patch_deployment" "once" {
  patch_deployment_id = "once"

  instance_filter {
    all = true
  }

  one_time_schedule {
    execute_time = "2027-02-01T00:00:00Z"
  }
}

resource "google_service_account" "app" {
  account_id = "app"
}

resource "google_cloud_run_service" "own_account" {
  name     = "own-account"
  location = "europe-west1"

  template {
    spec {
      service_account_name = google_service_account.app.email

      containers {
        image = "europe-docker.pkg.dev/p/app/app"
      }
    }
  }
}

resource "google_compute_instance_template" "own_account" {
  machine_type = "e2-small"

  disk {
    source_image = "debian-cloud/debian-12"
  }

  metadata = {
    enable-oslogin = "TRUE"
  }

  service_account {
    email  = google_service_account.app.email
    scopes = ["cloud-platform"]
  }
}
