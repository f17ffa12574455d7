control "environment-isolation" {
  objective  = "Identities do not cross environments or tenants."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI8:2025", "nist-csf-2.0:PR.AA-05"]
  action     = "block"

  policies = [
    "azure_application_tenants",
    "azure_kusto_tenants",
    "azure_registration_tenants",
    "azure_storage_tenants",
    "github_runner_group_all",
    "gitlab_job_token_scope",
    "nhi_identity_is_of_one_environment",
    "nhi_identity_is_of_one_tenant",
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
