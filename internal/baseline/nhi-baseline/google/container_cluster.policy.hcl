# Refuses clusters that take passwords, certificates or old permissions, whose
# pods are the nodes, whose API answers every network, or whose secrets are
# not encrypted by a key.
#
# Why: what has no identity of its own takes the node's, and one pod that is
# taken over is the node; a certificate cannot be withdrawn.
#
# Mend: set workload_identity_config, workload_metadata_config with
# GKE_METADATA, master_authorized_networks_config, private nodes,
# database_encryption and authenticator_groups_config.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "google_container_cluster" "google_cluster_legacy_abac" {
  enforce {
    condition     = core::try(attrs.enable_legacy_abac, null) != true
    error_message = "In the cluster ${attrs.name} every service account does everything. Leave enable_legacy_abac false."
  }
}

resource_policy "google_container_cluster" "google_cluster_client_certificate" {
  enforce {
    condition     = core::try(attrs.master_auth[0].client_certificate_config[0].issue_client_certificate, null) != true
    error_message = "The cluster ${attrs.name} makes a certificate that signs in and cannot be withdrawn. Set issue_client_certificate to false."
  }
}

resource_policy "google_container_cluster" "google_cluster_basic_auth" {
  enforce {
    condition     = core::contains([null, ""], core::try(attrs.master_auth[0].username, null)) && core::contains([null, ""], core::try(attrs.master_auth[0].password, null))
    error_message = "The cluster ${attrs.name} takes a password. Leave username and password out."
  }
}

resource_policy "google_container_cluster" "google_cluster_workload_identity" {
  enforcement_level = "advisory"

  filter = core::try(attrs.enable_autopilot, null) != true && (core::length(core::try(attrs.node_config, null) == null ? [] : attrs.node_config) > 0)

  enforce {
    condition     = core::try(attrs.workload_identity_config[0].workload_pool, null) != null || core::try(attrs.workload_identity_config[0].identity_namespace, null) != null
    error_message = "Pods of the cluster ${attrs.name} have the identity of the node, or keys. Set workload_identity_config."
  }
}

resource_policy "google_container_cluster" "google_cluster_metadata_server" {
  filter = core::try(attrs.enable_autopilot, null) != true && core::try(attrs.remove_default_node_pool, null) != true && (core::try(attrs.node_config[0].workload_metadata_config[0].mode, null) != null || core::try(attrs.node_config[0].workload_metadata_config[0].node_metadata, null) != null)

  enforce {
    condition     = core::contains(["GKE_METADATA", "GKE_METADATA_SERVER", "SECURE"], core::try(attrs.node_config[0].workload_metadata_config[0].mode, null)) || core::contains(["GKE_METADATA_SERVER", "SECURE"], core::try(attrs.node_config[0].workload_metadata_config[0].node_metadata, null))
    error_message = "Pods of the cluster ${attrs.name} read the credentials of the node. Set workload_metadata_config with mode GKE_METADATA."
  }
}

resource_policy "google_container_node_pool" "google_node_pool_metadata_server" {
  filter = core::try(attrs.node_config[0].workload_metadata_config[0].mode, null) != null || core::try(attrs.node_config[0].workload_metadata_config[0].node_metadata, null) != null

  enforce {
    condition     = core::contains(["GKE_METADATA", "GKE_METADATA_SERVER", "SECURE"], core::try(attrs.node_config[0].workload_metadata_config[0].mode, null)) || core::contains(["GKE_METADATA_SERVER", "SECURE"], core::try(attrs.node_config[0].workload_metadata_config[0].node_metadata, null))
    error_message = "Pods in the pool ${core::try("${attrs.name}", "without a name")} read the credentials of the node. Set workload_metadata_config with mode GKE_METADATA."
  }
}

resource_policy "google_container_cluster" "google_cluster_api" {
  enforcement_level = "advisory"

  locals {
    private = core::try(attrs.private_cluster_config[0].enable_private_endpoint, null) == true
    cidrs   = core::try(attrs.master_authorized_networks_config[0].cidr_blocks, null) == null ? [] : core::tolist(attrs.master_authorized_networks_config[0].cidr_blocks)
  }

  enforce {
    condition     = local.private || core::length([for c in local.cidrs : c if c.cidr_block == "0.0.0.0/0"]) == 0
    error_message = "The API of the cluster ${attrs.name} answers every network. Name the networks that use it in master_authorized_networks_config."
  }
}

resource_policy "google_container_cluster" "google_cluster_secrets" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.database_encryption[0].state, null) != "DECRYPTED"
    error_message = "Secrets of the cluster ${attrs.name} are not encrypted by a key of yours. Set database_encryption with state ENCRYPTED and key_name."
  }
}

resource_policy "google_container_cluster" "google_cluster_shielded" {
  enforce {
    condition     = core::try(attrs.enable_shielded_nodes, null) != false
    error_message = "A node joins the cluster ${attrs.name} without proving what it is. Leave enable_shielded_nodes true."
  }
}

resource_policy "google_container_cluster" "google_cluster_logging" {
  enforce {
    condition     = core::try(attrs.logging_service, null) != "none"
    error_message = "The cluster ${attrs.name} logs nothing. Leave logging_service out."
  }
}

resource_policy "google_container_node_pool" "google_node_pool_upgrades" {
  enforce {
    condition     = core::try(attrs.management[0].auto_upgrade, null) != false && core::try(attrs.management[0].auto_repair, null) != false
    error_message = "The nodes of ${core::try("${attrs.name}", "without a name")} are told not to patch or repair themselves. Leave auto_upgrade and auto_repair true."
  }
}
