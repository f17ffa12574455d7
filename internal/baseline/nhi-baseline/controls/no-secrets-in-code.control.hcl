control "no-secrets-in-code" {
  objective  = "No secret stands in configuration, state, user data or an environment that others read."
  owner      = "security"
  severity   = "critical"
  frameworks = ["owasp-nhi:NHI2:2025", "nist-csf-2.0:PR.AA-01", "nist-sp-800-53:IA-5"]
  action     = "block"

  policies = [
    "nhi_credential_is_in_a_vault",
    "nhi_credential_is_in_a_vault_of_its_tenant",
  ]

  exception {
    approvers    = ["nhi-approvers"]
    max_duration = "30d"
    evidence     = ["ticket"]
  }

  escalation {
    after = "1d"
    to    = ["security"]
  }
}
