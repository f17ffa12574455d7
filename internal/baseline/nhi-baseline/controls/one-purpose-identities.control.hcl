control "one-purpose-identities" {
  objective  = "One identity, one purpose: it is not shared between workloads."
  owner      = "security"
  severity   = "medium"
  frameworks = ["owasp-nhi:NHI9:2025", "nist-sp-800-53:AC-5"]
  action     = "block"

  policies = [
    "aws_acm_wildcard",
    "aws_emr_default_roles",
    "github_organization_secret_all",
    "google_app_engine_account_lookup",
    "google_app_engine_default_account",
    "google_app_engine_flexible_default_account",
    "google_build_default_account",
    "google_cluster_default_account",
    "google_composer_default_account",
    "google_dataflow_default_account",
    "google_dataproc_default_account",
    "google_default_account_lookup",
    "google_function2_default_account",
    "google_function_default_account",
    "google_iam_default_binding",
    "google_iam_default_member",
    "google_instance_default_account",
    "google_instance_from_template_default_account",
    "google_instance_template_default_account",
    "google_node_pool_default_account",
    "google_notebook_default_account",
    "google_region_template_default_account",
    "google_run_default_account",
    "google_run_job_default_account",
    "google_run_v2_default_account",
    "google_workbench_default_account",
    "google_workflow_default_account",
  ]

  exception {
    approvers    = ["nhi-approvers"]
    max_duration = "90d"
    evidence     = ["ticket"]
  }

  escalation {
    after = "7d"
    to    = ["security"]
  }
}
