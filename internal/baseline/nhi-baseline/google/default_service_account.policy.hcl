# Refuses machines, node pools, functions, services, jobs and pipelines that
# run as a default service account.
#
# Why: the default service account is an editor of the project in many, and
# everything that has no account of its own is it: one that is taken over is
# all of them.
#
# Mend: make a service account for the workload, grant it what it needs, and
# name it.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  default_accounts = "(-compute@developer|@appspot|@cloudbuild)\\.gserviceaccount\\.com$"
}

resource_policy "google_compute_instance" "google_instance_default_account" {
  locals {
    shared = [for s in core::try(attrs.service_account, null) == null ? [] : attrs.service_account : s if !nhi::known(core::try(s.email, null)) ? false : core::try(s.email, null) == null ? true : core::contains(["", "default"], s.email) || core::regex_match(s.email, local.default_accounts)]
  }

  enforce {
    condition     = core::length(local.shared) == 0
    error_message = "The machine runs as the default service account, which all others share. Give it a service account of its own (service_account with email). With a scope of cloud-platform it does whatever that account may."
  }
}

resource_policy "google_compute_instance_template" "google_instance_template_default_account" {
  locals {
    shared = [for s in core::try(attrs.service_account, null) == null ? [] : attrs.service_account : s if !nhi::known(core::try(s.email, null)) ? false : core::try(s.email, null) == null ? true : core::contains(["", "default"], s.email) || core::regex_match(s.email, local.default_accounts)]
  }

  enforce {
    condition     = core::length(local.shared) == 0
    error_message = "The machine runs as the default service account, which all others share. Give it a service account of its own (service_account with email). With a scope of cloud-platform it does whatever that account may."
  }
}

resource_policy "google_compute_region_instance_template" "google_region_template_default_account" {
  locals {
    shared = [for s in core::try(attrs.service_account, null) == null ? [] : attrs.service_account : s if !nhi::known(core::try(s.email, null)) ? false : core::try(s.email, null) == null ? true : core::contains(["", "default"], s.email) || core::regex_match(s.email, local.default_accounts)]
  }

  enforce {
    condition     = core::length(local.shared) == 0
    error_message = "The machine runs as the default service account, which all others share. Give it a service account of its own (service_account with email). With a scope of cloud-platform it does whatever that account may."
  }
}

resource_policy "google_compute_instance_from_template" "google_instance_from_template_default_account" {
  locals {
    shared = [for s in core::try(attrs.service_account, null) == null ? [] : attrs.service_account : s if !nhi::known(core::try(s.email, null)) ? false : core::try(s.email, null) == null ? true : core::contains(["", "default"], s.email) || core::regex_match(s.email, local.default_accounts)]
  }

  enforce {
    condition     = core::length(local.shared) == 0
    error_message = "The machine runs as the default service account, which all others share. Give it a service account of its own (service_account with email). With a scope of cloud-platform it does whatever that account may."
  }
}

resource_policy "google_container_cluster" "google_cluster_default_account" {
  filter = core::try(attrs.enable_autopilot, null) != true && core::try(attrs.remove_default_node_pool, null) != true && (core::length(core::try(attrs.node_config, null) == null ? [] : attrs.node_config) > 0)

  enforce {
    condition     = !nhi::known(core::try(attrs.node_config[0].service_account, null)) || (core::try(attrs.node_config[0].service_account, null) == null ? false : !core::contains(["", "default"], attrs.node_config[0].service_account) && !core::regex_match(attrs.node_config[0].service_account, local.default_accounts))
    error_message = "The nodes of ${attrs.name} run as the default service account, which all others share. Give them one of their own (node_config, service_account) with roles/container.defaultNodeServiceAccount."
  }
}

resource_policy "google_container_node_pool" "google_node_pool_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.node_config[0].service_account, null)) || (core::try(attrs.node_config[0].service_account, null) == null ? false : !core::contains(["", "default"], attrs.node_config[0].service_account) && !core::regex_match(attrs.node_config[0].service_account, local.default_accounts))
    error_message = "The nodes of ${core::try("${attrs.name}", "without a name")} run as the default service account, which all others share. Give them one of their own (node_config, service_account) with roles/container.defaultNodeServiceAccount."
  }
}

resource_policy "google_cloudfunctions_function" "google_function_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.service_account_email, null)) || (core::try(attrs.service_account_email, null) == null ? true : !core::regex_match(attrs.service_account_email, local.default_accounts))
    error_message = "The function runs as the default service account, which all others share. Give it a service account of its own (service_account_email)."
  }
}

resource_policy "google_cloudfunctions2_function" "google_function2_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.service_config[0].service_account_email, null)) || (core::try(attrs.service_config[0].service_account_email, null) == null ? true : !core::regex_match(attrs.service_config[0].service_account_email, local.default_accounts))
    error_message = "The function runs as the default service account, which all others share. Give it a service account of its own (service_account_email of service_config)."
  }
}

resource_policy "google_cloud_run_service" "google_run_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.template[0].spec[0].service_account_name, null)) || (core::try(attrs.template[0].spec[0].service_account_name, null) == null ? true : !core::regex_match(attrs.template[0].spec[0].service_account_name, local.default_accounts))
    error_message = "The service runs as the default service account, which all others share. Give it a service account of its own (service_account_name)."
  }
}

resource_policy "google_cloud_run_v2_service" "google_run_v2_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.template[0].service_account, null)) || (core::try(attrs.template[0].service_account, null) == null ? true : !core::regex_match(attrs.template[0].service_account, local.default_accounts))
    error_message = "The service runs as the default service account, which all others share. Give it a service account of its own (service_account of template)."
  }
}

resource_policy "google_cloud_run_v2_job" "google_run_job_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.template[0].template[0].service_account, null)) || (core::try(attrs.template[0].template[0].service_account, null) == null ? true : !core::regex_match(attrs.template[0].template[0].service_account, local.default_accounts))
    error_message = "The job runs as the default service account, which all others share. Give it a service account of its own (service_account of template)."
  }
}

resource_policy "google_dataproc_cluster" "google_dataproc_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.cluster_config[0].gce_cluster_config[0].service_account, null)) || (core::try(attrs.cluster_config[0].gce_cluster_config[0].service_account, null) == null ? true : !core::regex_match(attrs.cluster_config[0].gce_cluster_config[0].service_account, local.default_accounts))
    error_message = "The cluster runs as the default service account, which all others share. Give it a service account of its own (service_account of gce_cluster_config)."
  }
}

resource_policy "google_dataflow_job" "google_dataflow_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.service_account_email, null)) || (core::try(attrs.service_account_email, null) == null ? true : !core::regex_match(attrs.service_account_email, local.default_accounts))
    error_message = "The job runs as the default service account, which all others share. Give it a service account of its own (service_account_email)."
  }
}

resource_policy "google_notebooks_instance" "google_notebook_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.service_account, null)) || (core::try(attrs.service_account, null) == null ? true : !core::regex_match(attrs.service_account, local.default_accounts))
    error_message = "The notebook runs as the default service account, which all others share. Give it a service account of its own (service_account)."
  }
}

resource_policy "google_workbench_instance" "google_workbench_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.gce_setup[0].service_accounts[0].email, null)) || (core::try(attrs.gce_setup[0].service_accounts[0].email, null) == null ? true : !core::regex_match(attrs.gce_setup[0].service_accounts[0].email, local.default_accounts))
    error_message = "The notebook runs as the default service account, which all others share. Give it a service account of its own (service_accounts of gce_setup)."
  }
}

resource_policy "google_composer_environment" "google_composer_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.config[0].node_config[0].service_account, null)) || (core::try(attrs.config[0].node_config[0].service_account, null) == null ? true : !core::regex_match(attrs.config[0].node_config[0].service_account, local.default_accounts))
    error_message = "The environment runs as the default service account, which all others share. Give it a service account of its own (service_account of node_config)."
  }
}

resource_policy "google_workflows_workflow" "google_workflow_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.service_account, null)) || (core::try(attrs.service_account, null) == null ? true : !core::regex_match(attrs.service_account, local.default_accounts))
    error_message = "The workflow runs as the default service account, which all others share. Give it a service account of its own (service_account)."
  }
}

resource_policy "google_app_engine_standard_app_version" "google_app_engine_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.service_account, null)) || (core::try(attrs.service_account, null) == null ? true : !core::regex_match(attrs.service_account, local.default_accounts))
    error_message = "The app runs as the default service account, which all others share. Give it a service account of its own (service_account)."
  }
}

resource_policy "google_app_engine_flexible_app_version" "google_app_engine_flexible_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.service_account, null)) || (core::try(attrs.service_account, null) == null ? true : !core::regex_match(attrs.service_account, local.default_accounts))
    error_message = "The app runs as the default service account, which all others share. Give it a service account of its own (service_account)."
  }
}

resource_policy "google_cloudbuild_trigger" "google_build_default_account" {
  enforce {
    condition     = !nhi::known(core::try(attrs.service_account, null)) || (core::try(attrs.service_account, null) == null ? true : !core::regex_match(attrs.service_account, local.default_accounts))
    error_message = "The build runs as the default service account, which all others share. Give it a service account of its own (service_account)."
  }
}
