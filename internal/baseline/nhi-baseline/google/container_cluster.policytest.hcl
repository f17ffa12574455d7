policytest {
  targets = ["container_cluster.policy.hcl"]
}

resource "google_container_cluster" "cluster_legacy_abac_passes" {
  attrs = { name = "a", enable_legacy_abac = null, master_auth = [], workload_identity_config = [{ workload_pool = "p.svc.id.goog" }], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null, logging_service = null }
  expect {
    policy  = "google_cluster_legacy_abac"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_legacy_abac_fails" {
  attrs = { name = "a", enable_legacy_abac = true }
  expect {
    policy  = "google_cluster_legacy_abac"
    verdict = "fail"
  }
}

resource "google_container_cluster" "cluster_legacy_abac_undecided" {
  attrs = { name = "a", enable_legacy_abac = unknown("bool") }
  expect {
    policy  = "google_cluster_legacy_abac"
    verdict = "undecided"
  }
}

resource "google_container_cluster" "cluster_client_certificate_passes" {
  attrs = { name = "a", master_auth = [], enable_legacy_abac = null, workload_identity_config = [{ workload_pool = "p.svc.id.goog" }], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null, logging_service = null }
  expect {
    policy  = "google_cluster_client_certificate"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_client_certificate_fails" {
  attrs = { name = "a", master_auth = [{ client_certificate_config = [{ issue_client_certificate = true }] }] }
  expect {
    policy  = "google_cluster_client_certificate"
    verdict = "fail"
  }
}

resource "google_container_cluster" "cluster_client_certificate_undecided" {
  attrs = { name = "a", master_auth = [{ client_certificate_config = [{ issue_client_certificate = unknown("bool") }] }] }
  expect {
    policy  = "google_cluster_client_certificate"
    verdict = "undecided"
  }
}

resource "google_container_cluster" "cluster_basic_auth_passes" {
  attrs = { name = "a", master_auth = [], enable_legacy_abac = null, workload_identity_config = [{ workload_pool = "p.svc.id.goog" }], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null, logging_service = null }
  expect {
    policy  = "google_cluster_basic_auth"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_basic_auth_passes_2" {
  attrs = { name = "a", master_auth = [{ username = "", password = "" }], enable_legacy_abac = null, workload_identity_config = [{ workload_pool = "p.svc.id.goog" }], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null, logging_service = null }
  expect {
    policy  = "google_cluster_basic_auth"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_basic_auth_fails" {
  attrs = { name = "a", master_auth = [{ username = "admin", password = "not-so-secret" }] }
  expect {
    policy  = "google_cluster_basic_auth"
    verdict = "fail"
  }
}

resource "google_container_cluster" "cluster_basic_auth_undecided" {
  attrs = { name = "a", master_auth = [{ username = unknown("string") }] }
  expect {
    policy  = "google_cluster_basic_auth"
    verdict = "undecided"
  }
}

resource "google_container_cluster" "cluster_workload_identity_passes" {
  attrs = { name = "a", workload_identity_config = [{ workload_pool = "p.svc.id.goog" }], enable_legacy_abac = null, master_auth = [], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null, logging_service = null }
  expect {
    policy  = "google_cluster_workload_identity"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_workload_identity_passes_2" {
  attrs = { name = "a", workload_identity_config = [{ identity_namespace = "p.svc.id.goog" }], enable_legacy_abac = null, master_auth = [], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null, logging_service = null }
  expect {
    policy  = "google_cluster_workload_identity"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_workload_identity_fails" {
  attrs = { name = "a", node_config = [{ service_account = "nodes@p.iam.gserviceaccount.com" }], workload_identity_config = [] }
  expect {
    policy  = "google_cluster_workload_identity"
    verdict = "fail"
  }
}

resource "google_container_cluster" "cluster_workload_identity_undecided" {
  attrs = { node_config = [{ service_account = "nodes@p.iam.gserviceaccount.com" }], name = "a", workload_identity_config = [{ workload_pool = unknown("string") }] }
  expect {
    policy  = "google_cluster_workload_identity"
    verdict = "undecided"
  }
}

resource "google_container_cluster" "cluster_workload_identity_leaves_out" {
  attrs = { enable_autopilot = true, enable_legacy_abac = null, master_auth = [], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null, logging_service = null }
}

resource "google_container_cluster" "cluster_metadata_server_passes" {
  attrs = { name = "a", node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], enable_legacy_abac = null, master_auth = [], workload_identity_config = [{ workload_pool = "p.svc.id.goog" }], master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null, logging_service = null }
  expect {
    policy  = "google_cluster_metadata_server"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_metadata_server_fails_2" {
  attrs = { name = "a", node_config = [{ workload_metadata_config = [{ mode = "GCE_METADATA" }] }] }
  expect {
    policy  = "google_cluster_metadata_server"
    verdict = "fail"
  }
}

resource "google_container_cluster" "cluster_metadata_server_undecided" {
  attrs = { name = "a", node_config = [{ workload_metadata_config = [{ mode = unknown("string") }] }] }
  expect {
    policy  = "google_cluster_metadata_server"
    verdict = "undecided"
  }
}

resource "google_container_cluster" "cluster_metadata_server_leaves_out" {
  attrs = { remove_default_node_pool = true, enable_legacy_abac = null, master_auth = [], workload_identity_config = [{ workload_pool = "p.svc.id.goog" }], master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null, logging_service = null }
}

resource "google_container_node_pool" "node_pool_metadata_server_passes" {
  attrs = { name = "a", node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], management = [] }
  expect {
    policy  = "google_node_pool_metadata_server"
    verdict = "pass"
  }
}

resource "google_container_node_pool" "node_pool_metadata_server_fails_2" {
  attrs = { name = "a", node_config = [{ workload_metadata_config = [{ node_metadata = "EXPOSE" }] }] }
  expect {
    policy  = "google_node_pool_metadata_server"
    verdict = "fail"
  }
}

resource "google_container_node_pool" "node_pool_metadata_server_undecided" {
  attrs = { name = "a", node_config = [{ workload_metadata_config = [{ mode = unknown("string") }] }] }
  expect {
    policy  = "google_node_pool_metadata_server"
    verdict = "undecided"
  }
}

resource "google_container_cluster" "cluster_api_passes" {
  attrs = { name = "a", master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], enable_legacy_abac = null, master_auth = [], workload_identity_config = [{ workload_pool = "p.svc.id.goog" }], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null, logging_service = null }
  expect {
    policy  = "google_cluster_api"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_api_passes_2" {
  attrs = { name = "a", private_cluster_config = [{ enable_private_endpoint = true, enable_private_nodes = true }], enable_legacy_abac = null, master_auth = [], workload_identity_config = [{ workload_pool = "p.svc.id.goog" }], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null, logging_service = null }
  expect {
    policy  = "google_cluster_api"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_api_fails_2" {
  attrs = { name = "a", master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "0.0.0.0/0" }] }] }
  expect {
    policy  = "google_cluster_api"
    verdict = "fail"
  }
}

resource "google_container_cluster" "cluster_api_undecided" {
  attrs = { name = "a", master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = unknown("string") }] }] }
  expect {
    policy  = "google_cluster_api"
    verdict = "undecided"
  }
}

resource "google_container_cluster" "cluster_secrets_passes" {
  attrs = { name = "a", database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], enable_legacy_abac = null, master_auth = [], workload_identity_config = [{ workload_pool = "p.svc.id.goog" }], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null, logging_service = null }
  expect {
    policy  = "google_cluster_secrets"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_secrets_left_out" {
  attrs = { name = "a", database_encryption = [] }
  expect {
    policy  = "google_cluster_secrets"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_secrets_fails_2" {
  attrs = { name = "a", database_encryption = [{ state = "DECRYPTED" }] }
  expect {
    policy  = "google_cluster_secrets"
    verdict = "fail"
  }
}

resource "google_container_cluster" "cluster_secrets_undecided" {
  attrs = { name = "a", database_encryption = [{ state = unknown("string") }] }
  expect {
    policy  = "google_cluster_secrets"
    verdict = "undecided"
  }
}

resource "google_container_cluster" "cluster_shielded_passes" {
  attrs = { name = "a", enable_shielded_nodes = null, enable_legacy_abac = null, master_auth = [], workload_identity_config = [{ workload_pool = "p.svc.id.goog" }], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], logging_service = null }
  expect {
    policy  = "google_cluster_shielded"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_shielded_fails" {
  attrs = { name = "a", enable_shielded_nodes = false }
  expect {
    policy  = "google_cluster_shielded"
    verdict = "fail"
  }
}

resource "google_container_cluster" "cluster_shielded_undecided" {
  attrs = { name = "a", enable_shielded_nodes = unknown("bool") }
  expect {
    policy  = "google_cluster_shielded"
    verdict = "undecided"
  }
}

resource "google_container_cluster" "cluster_logging_passes" {
  attrs = { name = "a", logging_service = null, enable_legacy_abac = null, master_auth = [], workload_identity_config = [{ workload_pool = "p.svc.id.goog" }], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }], master_authorized_networks_config = [{ cidr_blocks = [{ cidr_block = "192.0.2.0/24" }] }], private_cluster_config = [{ enable_private_nodes = true, enable_private_endpoint = true }], database_encryption = [{ state = "ENCRYPTED", key_name = "k" }], authenticator_groups_config = [{ security_group = "gke-security-groups@example.com" }], enable_shielded_nodes = null }
  expect {
    policy  = "google_cluster_logging"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_logging_fails" {
  attrs = { name = "a", logging_service = "none" }
  expect {
    policy  = "google_cluster_logging"
    verdict = "fail"
  }
}

resource "google_container_cluster" "cluster_logging_undecided" {
  attrs = { name = "a", logging_service = unknown("string") }
  expect {
    policy  = "google_cluster_logging"
    verdict = "undecided"
  }
}

resource "google_container_node_pool" "node_pool_upgrades_passes" {
  attrs = { name = "a", management = [], node_config = [{ workload_metadata_config = [{ mode = "GKE_METADATA" }] }] }
  expect {
    policy  = "google_node_pool_upgrades"
    verdict = "pass"
  }
}

resource "google_container_node_pool" "node_pool_upgrades_fails" {
  attrs = { name = "a", management = [{ auto_upgrade = false }] }
  expect {
    policy  = "google_node_pool_upgrades"
    verdict = "fail"
  }
}

resource "google_container_node_pool" "node_pool_upgrades_fails_2" {
  attrs = { name = "a", management = [{ auto_repair = false }] }
  expect {
    policy  = "google_node_pool_upgrades"
    verdict = "fail"
  }
}

resource "google_container_node_pool" "node_pool_upgrades_undecided" {
  attrs = { name = "a", management = [{ auto_upgrade = unknown("bool") }] }
  expect {
    policy  = "google_node_pool_upgrades"
    verdict = "undecided"
  }
}
