control "current-certificates" {
  objective  = "Certificates are short-lived, strong and renewed before they end."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI7:2025", "nist-sp-800-53:IA-5", "nist-csf-2.0:PR.AA-01"]
  action     = "block"

  policies = [
    "aws_acm_key",
    "aws_private_authority_algorithms",
    "aws_private_certificate_validity",
    "azure_application_certificate",
    "azure_service_principal_certificate",
    "azure_vault_certificate_key",
    "azure_vault_certificate_renewal",
    "azure_vault_certificate_validity",
    "device_acme_renewal",
    "device_certificate_lifetime",
    "device_certificate_renewal",
    "device_vault_certificate_lifetime",
    "device_vault_certificate_renewal",
    "google_private_certificate_validity",
    "vault_pki_role",
  ]

  parameter "aws_certificate_days" {
    default = 397
    minimum = 1
    maximum = 825
  }

  parameter "azure_application_certificate_days" {
    default = 397
    minimum = 1
    maximum = 825
  }

  parameter "azure_certificate_months" {
    default = 12
    minimum = 1
    maximum = 24
  }

  parameter "google_certificate_days" {
    default = 397
    minimum = 1
    maximum = 825
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
