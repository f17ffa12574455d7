control "observed-use" {
  objective  = "What identities do is logged where they cannot change it."
  owner      = "security"
  severity   = "medium"
  frameworks = ["nist-csf-2.0:DE.CM-03", "nist-sp-800-53:AC-2"]
  action     = "block"

  policies = [
    "aws_cloudtrail_on",
    "aws_cloudtrail_regions",
    "aws_cloudtrail_validation",
    "aws_eks_audit",
    "azure_defender_contact",
    "google_cluster_logging",
    "google_folder_audit_exempt",
    "google_folder_exclusion",
    "google_organization_audit_exempt",
    "google_organization_exclusion",
    "google_project_audit_exempt",
    "google_project_exclusion",
    "okta_threat_insight",
    "vault_audit_raw",
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
