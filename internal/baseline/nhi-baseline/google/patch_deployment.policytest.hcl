policytest {
  targets = ["patch_deployment.policy.hcl"]
}

resource "google_os_config_patch_deployment" "patch_schedule_passes" {
  attrs = { patch_deployment_id = "a", recurring_schedule = [{ time_zone = [{ id = "UTC" }] }], patch_config = [] }
  expect {
    policy  = "google_patch_schedule"
    verdict = "pass"
  }
}

resource "google_os_config_patch_deployment" "patch_schedule_fails" {
  attrs = { patch_deployment_id = "a", recurring_schedule = [], one_time_schedule = [{ execute_time = "2027-02-01T00:00:00Z" }] }
  expect {
    policy  = "google_patch_schedule"
    verdict = "fail"
  }
}

resource "google_os_config_patch_deployment" "patch_schedule_undecided" {
  attrs = { patch_deployment_id = "a", recurring_schedule = unknown("list(object({}))") }
  expect {
    policy  = "google_patch_schedule"
    verdict = "undecided"
  }
}

resource "google_os_config_patch_deployment" "patch_reboot_passes" {
  attrs = { patch_deployment_id = "a", patch_config = [], recurring_schedule = [{ time_zone = [{ id = "UTC" }] }] }
  expect {
    policy  = "google_patch_reboot"
    verdict = "pass"
  }
}

resource "google_os_config_patch_deployment" "patch_reboot_fails" {
  attrs = { patch_deployment_id = "a", patch_config = [{ reboot_config = "NEVER" }] }
  expect {
    policy  = "google_patch_reboot"
    verdict = "fail"
  }
}

resource "google_os_config_patch_deployment" "patch_reboot_undecided" {
  attrs = { patch_deployment_id = "a", patch_config = [{ reboot_config = unknown("string") }] }
  expect {
    policy  = "google_patch_reboot"
    verdict = "undecided"
  }
}

resource "google_os_config_patch_deployment" "patch_classes_passes" {
  attrs = { patch_deployment_id = "a", patch_config = [{ windows_update = [] }], recurring_schedule = [{ time_zone = [{ id = "UTC" }] }] }
  expect {
    policy  = "google_patch_classes"
    verdict = "pass"
  }
}

resource "google_os_config_patch_deployment" "patch_classes_passes_2" {
  attrs = { patch_deployment_id = "a", patch_config = [{ windows_update = [{ classifications = ["CRITICAL", "SECURITY"] }] }], recurring_schedule = [{ time_zone = [{ id = "UTC" }] }] }
  expect {
    policy  = "google_patch_classes"
    verdict = "pass"
  }
}

resource "google_os_config_patch_deployment" "patch_classes_fails" {
  attrs = { patch_deployment_id = "a", patch_config = [{ windows_update = [{ classifications = ["CRITICAL"] }] }] }
  expect {
    policy  = "google_patch_classes"
    verdict = "fail"
  }
}

resource "google_os_config_patch_deployment" "patch_classes_undecided" {
  attrs = { patch_deployment_id = "a", patch_config = [{ windows_update = [{ classifications = unknown("list(string)") }] }] }
  expect {
    policy  = "google_patch_classes"
    verdict = "undecided"
  }
}
