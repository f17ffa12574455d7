control "patched-platforms" {
  objective  = "Devices and platforms are patched within the tenant's window."
  owner      = "security"
  severity   = "medium"
  frameworks = ["nist-csf-2.0:PR.PS-01", "nist-csf-2.0:ID.RA-07"]
  action     = "block"

  policies = [
    "aws_maintenance_window",
    "aws_patch_approval",
    "aws_patch_rejection",
    "azure_kubernetes_upgrades",
    "azure_maintenance_patches",
    "azure_windows_scale_set_updates",
    "azure_windows_updates",
    "github_dependabot_updates",
    "github_vulnerability_alerts",
    "google_node_pool_upgrades",
    "google_patch_classes",
    "google_patch_reboot",
    "google_patch_schedule",
  ]

  parameter "aws_patch_days" {
    default = 14
    minimum = 0
    maximum = 30
  }

  parameter "aws_patch_window_days" {
    default = 31
    minimum = 7
    maximum = 92
  }

  parameter "azure_patch_window_days" {
    default = 31
    minimum = 7
    maximum = 92
  }

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
