policytest {
  targets = ["audit.policy.hcl"]
}

resource "google_project_iam_audit_config" "project_audit_exempt_passes" {
  attrs = { audit_log_config = [{ log_type = "DATA_READ", exempted_members = null }] }
  expect {
    policy  = "google_project_audit_exempt"
    verdict = "pass"
  }
}

resource "google_project_iam_audit_config" "project_audit_exempt_fails" {
  attrs = { audit_log_config = [{ log_type = "DATA_READ", exempted_members = ["user:a@example.com"] }] }
  expect {
    policy  = "google_project_audit_exempt"
    verdict = "fail"
  }
}

resource "google_project_iam_audit_config" "project_audit_exempt_undecided" {
  attrs = { audit_log_config = [{ log_type = "DATA_READ", exempted_members = unknown("set(string)") }] }
  expect {
    policy  = "google_project_audit_exempt"
    verdict = "undecided"
  }
}

resource "google_folder_iam_audit_config" "folder_audit_exempt_passes" {
  attrs = { audit_log_config = [{ log_type = "DATA_READ", exempted_members = null }] }
  expect {
    policy  = "google_folder_audit_exempt"
    verdict = "pass"
  }
}

resource "google_folder_iam_audit_config" "folder_audit_exempt_fails" {
  attrs = { audit_log_config = [{ log_type = "DATA_READ", exempted_members = ["user:a@example.com"] }] }
  expect {
    policy  = "google_folder_audit_exempt"
    verdict = "fail"
  }
}

resource "google_folder_iam_audit_config" "folder_audit_exempt_undecided" {
  attrs = { audit_log_config = [{ log_type = "DATA_READ", exempted_members = unknown("set(string)") }] }
  expect {
    policy  = "google_folder_audit_exempt"
    verdict = "undecided"
  }
}

resource "google_organization_iam_audit_config" "organization_audit_exempt_passes" {
  attrs = { audit_log_config = [{ log_type = "DATA_READ", exempted_members = null }] }
  expect {
    policy  = "google_organization_audit_exempt"
    verdict = "pass"
  }
}

resource "google_organization_iam_audit_config" "organization_audit_exempt_fails" {
  attrs = { audit_log_config = [{ log_type = "DATA_READ", exempted_members = ["user:a@example.com"] }] }
  expect {
    policy  = "google_organization_audit_exempt"
    verdict = "fail"
  }
}

resource "google_organization_iam_audit_config" "organization_audit_exempt_undecided" {
  attrs = { audit_log_config = [{ log_type = "DATA_READ", exempted_members = unknown("set(string)") }] }
  expect {
    policy  = "google_organization_audit_exempt"
    verdict = "undecided"
  }
}

resource "google_project_iam_audit_config" "project_audit_deleted_passes" {
  prior_attrs = { service = "replaced" }
  expect {
    policy  = "google_project_audit_deleted"
    verdict = "pass"
  }
}

resource "google_project_iam_audit_config" "project_audit_deleted_its_replacement" {
  attrs = { service = "replaced" }
}

resource "google_project_iam_audit_config" "project_audit_deleted_fails" {
  prior_attrs = { service = "gone" }
  expect {
    policy  = "google_project_audit_deleted"
    verdict = "fail"
  }
}

resource "google_folder_iam_audit_config" "folder_audit_deleted_passes" {
  prior_attrs = { service = "replaced" }
  expect {
    policy  = "google_folder_audit_deleted"
    verdict = "pass"
  }
}

resource "google_folder_iam_audit_config" "folder_audit_deleted_its_replacement" {
  attrs = { service = "replaced" }
}

resource "google_folder_iam_audit_config" "folder_audit_deleted_fails" {
  prior_attrs = { service = "gone" }
  expect {
    policy  = "google_folder_audit_deleted"
    verdict = "fail"
  }
}

resource "google_organization_iam_audit_config" "organization_audit_deleted_passes" {
  prior_attrs = { service = "replaced" }
  expect {
    policy  = "google_organization_audit_deleted"
    verdict = "pass"
  }
}

resource "google_organization_iam_audit_config" "organization_audit_deleted_its_replacement" {
  attrs = { service = "replaced" }
}

resource "google_organization_iam_audit_config" "organization_audit_deleted_fails" {
  prior_attrs = { service = "gone" }
  expect {
    policy  = "google_organization_audit_deleted"
    verdict = "fail"
  }
}

resource "google_logging_project_sink" "project_sink_off_passes" {
  attrs = { name = "a", disabled = null }
  expect {
    policy  = "google_project_sink_off"
    verdict = "pass"
  }
}

resource "google_logging_project_sink" "project_sink_off_fails" {
  attrs = { name = "a", disabled = true }
  expect {
    policy  = "google_project_sink_off"
    verdict = "fail"
  }
}

resource "google_logging_project_sink" "project_sink_off_undecided" {
  attrs = { name = "a", disabled = unknown("bool") }
  expect {
    policy  = "google_project_sink_off"
    verdict = "undecided"
  }
}

resource "google_logging_project_sink" "project_sink_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "google_project_sink_deleted"
    verdict = "pass"
  }
}

resource "google_logging_project_sink" "project_sink_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "google_logging_project_sink" "project_sink_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "google_project_sink_deleted"
    verdict = "fail"
  }
}

resource "google_logging_folder_sink" "folder_sink_off_passes" {
  attrs = { name = "a", disabled = null }
  expect {
    policy  = "google_folder_sink_off"
    verdict = "pass"
  }
}

resource "google_logging_folder_sink" "folder_sink_off_fails" {
  attrs = { name = "a", disabled = true }
  expect {
    policy  = "google_folder_sink_off"
    verdict = "fail"
  }
}

resource "google_logging_folder_sink" "folder_sink_off_undecided" {
  attrs = { name = "a", disabled = unknown("bool") }
  expect {
    policy  = "google_folder_sink_off"
    verdict = "undecided"
  }
}

resource "google_logging_folder_sink" "folder_sink_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "google_folder_sink_deleted"
    verdict = "pass"
  }
}

resource "google_logging_folder_sink" "folder_sink_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "google_logging_folder_sink" "folder_sink_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "google_folder_sink_deleted"
    verdict = "fail"
  }
}

resource "google_logging_organization_sink" "organization_sink_off_passes" {
  attrs = { name = "a", disabled = null }
  expect {
    policy  = "google_organization_sink_off"
    verdict = "pass"
  }
}

resource "google_logging_organization_sink" "organization_sink_off_fails" {
  attrs = { name = "a", disabled = true }
  expect {
    policy  = "google_organization_sink_off"
    verdict = "fail"
  }
}

resource "google_logging_organization_sink" "organization_sink_off_undecided" {
  attrs = { name = "a", disabled = unknown("bool") }
  expect {
    policy  = "google_organization_sink_off"
    verdict = "undecided"
  }
}

resource "google_logging_organization_sink" "organization_sink_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "google_organization_sink_deleted"
    verdict = "pass"
  }
}

resource "google_logging_organization_sink" "organization_sink_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "google_logging_organization_sink" "organization_sink_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "google_organization_sink_deleted"
    verdict = "fail"
  }
}

resource "google_logging_project_exclusion" "project_exclusion_passes" {
  attrs = { name = "a", filter = "resource.type = gce_instance AND severity <= DEBUG" }
  expect {
    policy  = "google_project_exclusion"
    verdict = "pass"
  }
}

resource "google_logging_project_exclusion" "project_exclusion_passes_2" {
  attrs = { name = "a", filter = "protoPayload.methodName:*", disabled = true }
  expect {
    policy  = "google_project_exclusion"
    verdict = "pass"
  }
}

resource "google_logging_project_exclusion" "project_exclusion_fails" {
  attrs = { name = "a", filter = "logName:cloudaudit.googleapis.com" }
  expect {
    policy  = "google_project_exclusion"
    verdict = "fail"
  }
}

resource "google_logging_project_exclusion" "project_exclusion_undecided" {
  attrs = { name = "a", filter = unknown("string") }
  expect {
    policy  = "google_project_exclusion"
    verdict = "undecided"
  }
}

resource "google_logging_folder_exclusion" "folder_exclusion_passes" {
  attrs = { name = "a", filter = "resource.type = gce_instance AND severity <= DEBUG" }
  expect {
    policy  = "google_folder_exclusion"
    verdict = "pass"
  }
}

resource "google_logging_folder_exclusion" "folder_exclusion_passes_2" {
  attrs = { name = "a", filter = "protoPayload.methodName:*", disabled = true }
  expect {
    policy  = "google_folder_exclusion"
    verdict = "pass"
  }
}

resource "google_logging_folder_exclusion" "folder_exclusion_fails" {
  attrs = { name = "a", filter = "logName:cloudaudit.googleapis.com" }
  expect {
    policy  = "google_folder_exclusion"
    verdict = "fail"
  }
}

resource "google_logging_folder_exclusion" "folder_exclusion_undecided" {
  attrs = { name = "a", filter = unknown("string") }
  expect {
    policy  = "google_folder_exclusion"
    verdict = "undecided"
  }
}

resource "google_logging_organization_exclusion" "organization_exclusion_passes" {
  attrs = { name = "a", filter = "resource.type = gce_instance AND severity <= DEBUG" }
  expect {
    policy  = "google_organization_exclusion"
    verdict = "pass"
  }
}

resource "google_logging_organization_exclusion" "organization_exclusion_passes_2" {
  attrs = { name = "a", filter = "protoPayload.methodName:*", disabled = true }
  expect {
    policy  = "google_organization_exclusion"
    verdict = "pass"
  }
}

resource "google_logging_organization_exclusion" "organization_exclusion_fails" {
  attrs = { name = "a", filter = "logName:cloudaudit.googleapis.com" }
  expect {
    policy  = "google_organization_exclusion"
    verdict = "fail"
  }
}

resource "google_logging_organization_exclusion" "organization_exclusion_undecided" {
  attrs = { name = "a", filter = unknown("string") }
  expect {
    policy  = "google_organization_exclusion"
    verdict = "undecided"
  }
}

resource "google_resource_manager_lien" "lien_deleted_passes" {
  prior_attrs = { parent = "replaced" }
  expect {
    policy  = "google_lien_deleted"
    verdict = "pass"
  }
}

resource "google_resource_manager_lien" "lien_deleted_its_replacement" {
  attrs = { parent = "replaced" }
}

resource "google_resource_manager_lien" "lien_deleted_fails" {
  prior_attrs = { parent = "gone" }
  expect {
    policy  = "google_lien_deleted"
    verdict = "fail"
  }
}

resource "google_scc_notification_config" "scc_notification_deleted_passes" {
  prior_attrs = { config_id = "replaced" }
  expect {
    policy  = "google_scc_notification_deleted"
    verdict = "pass"
  }
}

resource "google_scc_notification_config" "scc_notification_deleted_its_replacement" {
  attrs = { config_id = "replaced" }
}

resource "google_scc_notification_config" "scc_notification_deleted_fails" {
  prior_attrs = { config_id = "gone" }
  expect {
    policy  = "google_scc_notification_deleted"
    verdict = "fail"
  }
}

resource "google_os_config_patch_deployment" "patch_deleted_passes" {
  prior_attrs = { patch_deployment_id = "replaced" }
  expect {
    policy  = "google_patch_deleted"
    verdict = "pass"
  }
}

resource "google_os_config_patch_deployment" "patch_deleted_its_replacement" {
  attrs = { patch_deployment_id = "replaced" }
}

resource "google_os_config_patch_deployment" "patch_deleted_fails" {
  prior_attrs = { patch_deployment_id = "gone" }
  expect {
    policy  = "google_patch_deleted"
    verdict = "fail"
  }
}
