policytest {
  targets = ["default_service_account.policy.hcl"]
}

resource "google_compute_instance" "instance_default_account_passes" {
  attrs = { service_account = [] }
  expect {
    policy  = "google_instance_default_account"
    verdict = "pass"
  }
}

resource "google_compute_instance" "instance_default_account_passes_2" {
  attrs = { service_account = [{ email = unknown("string"), scopes = [] }] }
  expect {
    policy  = "google_instance_default_account"
    verdict = "pass"
  }
}

resource "google_compute_instance" "instance_default_account_passes_3" {
  attrs = { service_account = [{ email = "app@p.iam.gserviceaccount.com", scopes = ["cloud-platform"] }] }
  expect {
    policy  = "google_instance_default_account"
    verdict = "pass"
  }
}

resource "google_compute_instance" "instance_default_account_fails" {
  attrs = { service_account = [{ email = null, scopes = ["cloud-platform"] }] }
  expect {
    policy  = "google_instance_default_account"
    verdict = "fail"
  }
}

resource "google_compute_instance" "instance_default_account_fails_2" {
  attrs = { service_account = [{ email = "1-compute@developer.gserviceaccount.com", scopes = [] }] }
  expect {
    policy  = "google_instance_default_account"
    verdict = "fail"
  }
}

resource "google_compute_instance" "instance_default_account_undecided" {
  attrs = { service_account = unknown("list(object({ email = string }))") }
  expect {
    policy  = "google_instance_default_account"
    verdict = "undecided"
  }
}

resource "google_compute_instance_template" "instance_template_default_account_passes" {
  attrs = { service_account = [] }
  expect {
    policy  = "google_instance_template_default_account"
    verdict = "pass"
  }
}

resource "google_compute_instance_template" "instance_template_default_account_passes_2" {
  attrs = { service_account = [{ email = unknown("string"), scopes = [] }] }
  expect {
    policy  = "google_instance_template_default_account"
    verdict = "pass"
  }
}

resource "google_compute_instance_template" "instance_template_default_account_passes_3" {
  attrs = { service_account = [{ email = "app@p.iam.gserviceaccount.com", scopes = ["cloud-platform"] }] }
  expect {
    policy  = "google_instance_template_default_account"
    verdict = "pass"
  }
}

resource "google_compute_instance_template" "instance_template_default_account_fails" {
  attrs = { service_account = [{ email = null, scopes = ["cloud-platform"] }] }
  expect {
    policy  = "google_instance_template_default_account"
    verdict = "fail"
  }
}

resource "google_compute_instance_template" "instance_template_default_account_fails_2" {
  attrs = { service_account = [{ email = "1-compute@developer.gserviceaccount.com", scopes = [] }] }
  expect {
    policy  = "google_instance_template_default_account"
    verdict = "fail"
  }
}

resource "google_compute_instance_template" "instance_template_default_account_undecided" {
  attrs = { service_account = unknown("list(object({ email = string }))") }
  expect {
    policy  = "google_instance_template_default_account"
    verdict = "undecided"
  }
}

resource "google_compute_region_instance_template" "region_template_default_account_passes" {
  attrs = { service_account = [] }
  expect {
    policy  = "google_region_template_default_account"
    verdict = "pass"
  }
}

resource "google_compute_region_instance_template" "region_template_default_account_passes_2" {
  attrs = { service_account = [{ email = unknown("string"), scopes = [] }] }
  expect {
    policy  = "google_region_template_default_account"
    verdict = "pass"
  }
}

resource "google_compute_region_instance_template" "region_template_default_account_passes_3" {
  attrs = { service_account = [{ email = "app@p.iam.gserviceaccount.com", scopes = ["cloud-platform"] }] }
  expect {
    policy  = "google_region_template_default_account"
    verdict = "pass"
  }
}

resource "google_compute_region_instance_template" "region_template_default_account_fails" {
  attrs = { service_account = [{ email = null, scopes = ["cloud-platform"] }] }
  expect {
    policy  = "google_region_template_default_account"
    verdict = "fail"
  }
}

resource "google_compute_region_instance_template" "region_template_default_account_fails_2" {
  attrs = { service_account = [{ email = "1-compute@developer.gserviceaccount.com", scopes = [] }] }
  expect {
    policy  = "google_region_template_default_account"
    verdict = "fail"
  }
}

resource "google_compute_region_instance_template" "region_template_default_account_undecided" {
  attrs = { service_account = unknown("list(object({ email = string }))") }
  expect {
    policy  = "google_region_template_default_account"
    verdict = "undecided"
  }
}

resource "google_compute_instance_from_template" "instance_from_template_default_account_passes" {
  attrs = { service_account = [] }
  expect {
    policy  = "google_instance_from_template_default_account"
    verdict = "pass"
  }
}

resource "google_compute_instance_from_template" "instance_from_template_default_account_passes_2" {
  attrs = { service_account = [{ email = unknown("string"), scopes = [] }] }
  expect {
    policy  = "google_instance_from_template_default_account"
    verdict = "pass"
  }
}

resource "google_compute_instance_from_template" "instance_from_template_default_account_passes_3" {
  attrs = { service_account = [{ email = "app@p.iam.gserviceaccount.com", scopes = ["cloud-platform"] }] }
  expect {
    policy  = "google_instance_from_template_default_account"
    verdict = "pass"
  }
}

resource "google_compute_instance_from_template" "instance_from_template_default_account_fails" {
  attrs = { service_account = [{ email = null, scopes = ["cloud-platform"] }] }
  expect {
    policy  = "google_instance_from_template_default_account"
    verdict = "fail"
  }
}

resource "google_compute_instance_from_template" "instance_from_template_default_account_fails_2" {
  attrs = { service_account = [{ email = "1-compute@developer.gserviceaccount.com", scopes = [] }] }
  expect {
    policy  = "google_instance_from_template_default_account"
    verdict = "fail"
  }
}

resource "google_compute_instance_from_template" "instance_from_template_default_account_undecided" {
  attrs = { service_account = unknown("list(object({ email = string }))") }
  expect {
    policy  = "google_instance_from_template_default_account"
    verdict = "undecided"
  }
}

resource "google_container_cluster" "cluster_default_account_passes" {
  attrs = { name = "a", node_config = [{ service_account = "nodes@p.iam.gserviceaccount.com" }] }
  expect {
    policy  = "google_cluster_default_account"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_default_account_passes_2" {
  attrs = { name = "a", node_config = [{ service_account = unknown("string") }] }
  expect {
    policy  = "google_cluster_default_account"
    verdict = "pass"
  }
}

resource "google_container_cluster" "cluster_default_account_says_nothing" {
  attrs = { name = "a", node_config = [] }
  expect {
    policy  = "google_cluster_default_account"
    verdict = "not_applicable"
  }
}

resource "google_container_cluster" "cluster_default_account_fails_2" {
  attrs = { name = "a", node_config = [{ service_account = "default" }] }
  expect {
    policy  = "google_cluster_default_account"
    verdict = "fail"
  }
}

resource "google_container_cluster" "cluster_default_account_leaves_out" {
  attrs = { enable_autopilot = true }
}

resource "google_container_cluster" "cluster_default_account_leaves_out_2" {
  attrs = { remove_default_node_pool = true }
}

resource "google_container_node_pool" "node_pool_default_account_passes" {
  attrs = { name = "a", node_config = [{ service_account = "nodes@p.iam.gserviceaccount.com" }] }
  expect {
    policy  = "google_node_pool_default_account"
    verdict = "pass"
  }
}

resource "google_container_node_pool" "node_pool_default_account_passes_2" {
  attrs = { name = "a", node_config = [{ service_account = unknown("string") }] }
  expect {
    policy  = "google_node_pool_default_account"
    verdict = "pass"
  }
}

resource "google_container_node_pool" "node_pool_default_account_fails" {
  attrs = { name = "a", node_config = [] }
  expect {
    policy  = "google_node_pool_default_account"
    verdict = "fail"
  }
}

resource "google_container_node_pool" "node_pool_default_account_fails_2" {
  attrs = { name = "a", node_config = [{ service_account = "default" }] }
  expect {
    policy  = "google_node_pool_default_account"
    verdict = "fail"
  }
}

resource "google_cloudfunctions_function" "function_default_account_passes" {
  attrs = { service_account_email = "app@p.iam.gserviceaccount.com" }
  expect {
    policy  = "google_function_default_account"
    verdict = "pass"
  }
}

resource "google_cloudfunctions_function" "function_default_account_passes_2" {
  attrs = { service_account_email = unknown("string") }
  expect {
    policy  = "google_function_default_account"
    verdict = "pass"
  }
}

resource "google_cloudfunctions_function" "function_default_account_left_out" {
  attrs = { service_account_email = null }
  expect {
    policy  = "google_function_default_account"
    verdict = "pass"
  }
}

resource "google_cloudfunctions_function" "function_default_account_fails_2" {
  attrs = { service_account_email = "1-compute@developer.gserviceaccount.com" }
  expect {
    policy  = "google_function_default_account"
    verdict = "fail"
  }
}

resource "google_cloudfunctions2_function" "function2_default_account_passes" {
  attrs = { service_config = [{ service_account_email = "app@p.iam.gserviceaccount.com" }] }
  expect {
    policy  = "google_function2_default_account"
    verdict = "pass"
  }
}

resource "google_cloudfunctions2_function" "function2_default_account_passes_2" {
  attrs = { service_config = [{ service_account_email = unknown("string") }] }
  expect {
    policy  = "google_function2_default_account"
    verdict = "pass"
  }
}

resource "google_cloudfunctions2_function" "function2_default_account_left_out" {
  attrs = { service_config = [{ service_account_email = null }] }
  expect {
    policy  = "google_function2_default_account"
    verdict = "pass"
  }
}

resource "google_cloudfunctions2_function" "function2_default_account_fails_2" {
  attrs = { service_config = [{ service_account_email = "1-compute@developer.gserviceaccount.com" }] }
  expect {
    policy  = "google_function2_default_account"
    verdict = "fail"
  }
}

resource "google_cloud_run_service" "run_default_account_passes" {
  attrs = { template = [{ spec = [{ service_account_name = "app@p.iam.gserviceaccount.com" }] }] }
  expect {
    policy  = "google_run_default_account"
    verdict = "pass"
  }
}

resource "google_cloud_run_service" "run_default_account_passes_2" {
  attrs = { template = [{ spec = [{ service_account_name = unknown("string") }] }] }
  expect {
    policy  = "google_run_default_account"
    verdict = "pass"
  }
}

resource "google_cloud_run_service" "run_default_account_left_out" {
  attrs = { template = [{ spec = [{ service_account_name = null }] }] }
  expect {
    policy  = "google_run_default_account"
    verdict = "pass"
  }
}

resource "google_cloud_run_service" "run_default_account_fails_2" {
  attrs = { template = [{ spec = [{ service_account_name = "1-compute@developer.gserviceaccount.com" }] }] }
  expect {
    policy  = "google_run_default_account"
    verdict = "fail"
  }
}

resource "google_cloud_run_v2_service" "run_v2_default_account_passes" {
  attrs = { template = [{ service_account = "app@p.iam.gserviceaccount.com" }] }
  expect {
    policy  = "google_run_v2_default_account"
    verdict = "pass"
  }
}

resource "google_cloud_run_v2_service" "run_v2_default_account_passes_2" {
  attrs = { template = [{ service_account = unknown("string") }] }
  expect {
    policy  = "google_run_v2_default_account"
    verdict = "pass"
  }
}

resource "google_cloud_run_v2_service" "run_v2_default_account_left_out" {
  attrs = { template = [{ service_account = null }] }
  expect {
    policy  = "google_run_v2_default_account"
    verdict = "pass"
  }
}

resource "google_cloud_run_v2_service" "run_v2_default_account_fails_2" {
  attrs = { template = [{ service_account = "1-compute@developer.gserviceaccount.com" }] }
  expect {
    policy  = "google_run_v2_default_account"
    verdict = "fail"
  }
}

resource "google_cloud_run_v2_job" "run_job_default_account_passes" {
  attrs = { template = [{ template = [{ service_account = "app@p.iam.gserviceaccount.com" }] }] }
  expect {
    policy  = "google_run_job_default_account"
    verdict = "pass"
  }
}

resource "google_cloud_run_v2_job" "run_job_default_account_passes_2" {
  attrs = { template = [{ template = [{ service_account = unknown("string") }] }] }
  expect {
    policy  = "google_run_job_default_account"
    verdict = "pass"
  }
}

resource "google_cloud_run_v2_job" "run_job_default_account_left_out" {
  attrs = { template = [{ template = [{ service_account = null }] }] }
  expect {
    policy  = "google_run_job_default_account"
    verdict = "pass"
  }
}

resource "google_cloud_run_v2_job" "run_job_default_account_fails_2" {
  attrs = { template = [{ template = [{ service_account = "1-compute@developer.gserviceaccount.com" }] }] }
  expect {
    policy  = "google_run_job_default_account"
    verdict = "fail"
  }
}

resource "google_dataproc_cluster" "dataproc_default_account_passes" {
  attrs = { cluster_config = [{ gce_cluster_config = [{ service_account = "app@p.iam.gserviceaccount.com" }] }] }
  expect {
    policy  = "google_dataproc_default_account"
    verdict = "pass"
  }
}

resource "google_dataproc_cluster" "dataproc_default_account_passes_2" {
  attrs = { cluster_config = [{ gce_cluster_config = [{ service_account = unknown("string") }] }] }
  expect {
    policy  = "google_dataproc_default_account"
    verdict = "pass"
  }
}

resource "google_dataproc_cluster" "dataproc_default_account_left_out" {
  attrs = { cluster_config = [{ gce_cluster_config = [{ service_account = null }] }] }
  expect {
    policy  = "google_dataproc_default_account"
    verdict = "pass"
  }
}

resource "google_dataproc_cluster" "dataproc_default_account_fails_2" {
  attrs = { cluster_config = [{ gce_cluster_config = [{ service_account = "1-compute@developer.gserviceaccount.com" }] }] }
  expect {
    policy  = "google_dataproc_default_account"
    verdict = "fail"
  }
}

resource "google_dataflow_job" "dataflow_default_account_passes" {
  attrs = { service_account_email = "app@p.iam.gserviceaccount.com" }
  expect {
    policy  = "google_dataflow_default_account"
    verdict = "pass"
  }
}

resource "google_dataflow_job" "dataflow_default_account_passes_2" {
  attrs = { service_account_email = unknown("string") }
  expect {
    policy  = "google_dataflow_default_account"
    verdict = "pass"
  }
}

resource "google_dataflow_job" "dataflow_default_account_left_out" {
  attrs = { service_account_email = null }
  expect {
    policy  = "google_dataflow_default_account"
    verdict = "pass"
  }
}

resource "google_dataflow_job" "dataflow_default_account_fails_2" {
  attrs = { service_account_email = "1-compute@developer.gserviceaccount.com" }
  expect {
    policy  = "google_dataflow_default_account"
    verdict = "fail"
  }
}

resource "google_notebooks_instance" "notebook_default_account_passes" {
  attrs = { service_account = "app@p.iam.gserviceaccount.com" }
  expect {
    policy  = "google_notebook_default_account"
    verdict = "pass"
  }
}

resource "google_notebooks_instance" "notebook_default_account_passes_2" {
  attrs = { service_account = unknown("string") }
  expect {
    policy  = "google_notebook_default_account"
    verdict = "pass"
  }
}

resource "google_notebooks_instance" "notebook_default_account_left_out" {
  attrs = { service_account = null }
  expect {
    policy  = "google_notebook_default_account"
    verdict = "pass"
  }
}

resource "google_notebooks_instance" "notebook_default_account_fails_2" {
  attrs = { service_account = "1-compute@developer.gserviceaccount.com" }
  expect {
    policy  = "google_notebook_default_account"
    verdict = "fail"
  }
}

resource "google_workbench_instance" "workbench_default_account_passes" {
  attrs = { gce_setup = [{ service_accounts = [{ email = "app@p.iam.gserviceaccount.com" }] }] }
  expect {
    policy  = "google_workbench_default_account"
    verdict = "pass"
  }
}

resource "google_workbench_instance" "workbench_default_account_passes_2" {
  attrs = { gce_setup = [{ service_accounts = [{ email = unknown("string") }] }] }
  expect {
    policy  = "google_workbench_default_account"
    verdict = "pass"
  }
}

resource "google_workbench_instance" "workbench_default_account_left_out" {
  attrs = { gce_setup = [{ service_accounts = [{ email = null }] }] }
  expect {
    policy  = "google_workbench_default_account"
    verdict = "pass"
  }
}

resource "google_workbench_instance" "workbench_default_account_fails_2" {
  attrs = { gce_setup = [{ service_accounts = [{ email = "1-compute@developer.gserviceaccount.com" }] }] }
  expect {
    policy  = "google_workbench_default_account"
    verdict = "fail"
  }
}

resource "google_composer_environment" "composer_default_account_passes" {
  attrs = { config = [{ node_config = [{ service_account = "app@p.iam.gserviceaccount.com" }] }] }
  expect {
    policy  = "google_composer_default_account"
    verdict = "pass"
  }
}

resource "google_composer_environment" "composer_default_account_passes_2" {
  attrs = { config = [{ node_config = [{ service_account = unknown("string") }] }] }
  expect {
    policy  = "google_composer_default_account"
    verdict = "pass"
  }
}

resource "google_composer_environment" "composer_default_account_left_out" {
  attrs = { config = [{ node_config = [{ service_account = null }] }] }
  expect {
    policy  = "google_composer_default_account"
    verdict = "pass"
  }
}

resource "google_composer_environment" "composer_default_account_fails_2" {
  attrs = { config = [{ node_config = [{ service_account = "1-compute@developer.gserviceaccount.com" }] }] }
  expect {
    policy  = "google_composer_default_account"
    verdict = "fail"
  }
}

resource "google_workflows_workflow" "workflow_default_account_passes" {
  attrs = { service_account = "app@p.iam.gserviceaccount.com" }
  expect {
    policy  = "google_workflow_default_account"
    verdict = "pass"
  }
}

resource "google_workflows_workflow" "workflow_default_account_passes_2" {
  attrs = { service_account = unknown("string") }
  expect {
    policy  = "google_workflow_default_account"
    verdict = "pass"
  }
}

resource "google_workflows_workflow" "workflow_default_account_left_out" {
  attrs = { service_account = null }
  expect {
    policy  = "google_workflow_default_account"
    verdict = "pass"
  }
}

resource "google_workflows_workflow" "workflow_default_account_fails_2" {
  attrs = { service_account = "1-compute@developer.gserviceaccount.com" }
  expect {
    policy  = "google_workflow_default_account"
    verdict = "fail"
  }
}

resource "google_app_engine_standard_app_version" "app_engine_default_account_passes" {
  attrs = { service_account = "app@p.iam.gserviceaccount.com" }
  expect {
    policy  = "google_app_engine_default_account"
    verdict = "pass"
  }
}

resource "google_app_engine_standard_app_version" "app_engine_default_account_passes_2" {
  attrs = { service_account = unknown("string") }
  expect {
    policy  = "google_app_engine_default_account"
    verdict = "pass"
  }
}

resource "google_app_engine_standard_app_version" "app_engine_default_account_left_out" {
  attrs = { service_account = null }
  expect {
    policy  = "google_app_engine_default_account"
    verdict = "pass"
  }
}

resource "google_app_engine_standard_app_version" "app_engine_default_account_fails_2" {
  attrs = { service_account = "1-compute@developer.gserviceaccount.com" }
  expect {
    policy  = "google_app_engine_default_account"
    verdict = "fail"
  }
}

resource "google_app_engine_flexible_app_version" "app_engine_flexible_default_account_passes" {
  attrs = { service_account = "app@p.iam.gserviceaccount.com" }
  expect {
    policy  = "google_app_engine_flexible_default_account"
    verdict = "pass"
  }
}

resource "google_app_engine_flexible_app_version" "app_engine_flexible_default_account_passes_2" {
  attrs = { service_account = unknown("string") }
  expect {
    policy  = "google_app_engine_flexible_default_account"
    verdict = "pass"
  }
}

resource "google_app_engine_flexible_app_version" "app_engine_flexible_default_account_left_out" {
  attrs = { service_account = null }
  expect {
    policy  = "google_app_engine_flexible_default_account"
    verdict = "pass"
  }
}

resource "google_app_engine_flexible_app_version" "app_engine_flexible_default_account_fails_2" {
  attrs = { service_account = "1-compute@developer.gserviceaccount.com" }
  expect {
    policy  = "google_app_engine_flexible_default_account"
    verdict = "fail"
  }
}

resource "google_cloudbuild_trigger" "build_default_account_passes" {
  attrs = { service_account = "app@p.iam.gserviceaccount.com" }
  expect {
    policy  = "google_build_default_account"
    verdict = "pass"
  }
}

resource "google_cloudbuild_trigger" "build_default_account_passes_2" {
  attrs = { service_account = unknown("string") }
  expect {
    policy  = "google_build_default_account"
    verdict = "pass"
  }
}

resource "google_cloudbuild_trigger" "build_default_account_left_out" {
  attrs = { service_account = null }
  expect {
    policy  = "google_build_default_account"
    verdict = "pass"
  }
}

resource "google_cloudbuild_trigger" "build_default_account_fails_2" {
  attrs = { service_account = "1-compute@developer.gserviceaccount.com" }
  expect {
    policy  = "google_build_default_account"
    verdict = "fail"
  }
}
