# Certificates of devices and services, and what devices have to be like.

resource "tls_cert_request" "app" {
  private_key_pem = file("app.key")
  dns_names       = ["app.example.com"]
}

# refused: device_certificate_lifetime, device_certificate_renewal
resource "tls_self_signed_cert" "ten_years" {
  private_key_pem       = file("app.key")
  validity_period_hours = 87600
  allowed_uses          = ["server_auth"]
}

resource "tls_self_signed_cert" "authority" {
  private_key_pem       = file("ca.key")
  validity_period_hours = 43800
  is_ca_certificate     = true
  allowed_uses          = ["cert_signing"]
}

resource "tls_locally_signed_cert" "app" {
  cert_request_pem      = tls_cert_request.app.cert_request_pem
  ca_private_key_pem    = file("ca.key")
  ca_cert_pem           = tls_self_signed_cert.authority.cert_pem
  validity_period_hours = 2160
  early_renewal_hours   = 336
  allowed_uses          = ["server_auth"]
}

# refused: device_vault_certificate_lifetime, device_vault_certificate_renewal
resource "vault_pki_secret_backend_cert" "long" {
  backend     = "pki"
  name        = "web"
  common_name = "app.example.com"
  ttl         = "17520h"
}

resource "vault_pki_secret_backend_cert" "short" {
  backend     = "pki"
  name        = "web"
  common_name = "app.example.com"
  ttl         = "720h"
  auto_renew  = true
}

# refused: device_okta_assurance
resource "okta_policy_device_assurance_windows" "loose" {
  name       = "pcs"
  os_version = "10.0.19041"
}

resource "okta_policy_device_assurance_ios" "phones" {
  name            = "phones"
  os_version      = "17.0.0"
  jailbreak       = false
  screenlock_type = ["BIOMETRIC"]
}

# refused: device_acme_renewal
resource "acme_certificate" "never" {
  account_key_pem    = file("account.key")
  common_name        = "app.example.com"
  min_days_remaining = -1
}

resource "acme_certificate" "in_time" {
  account_key_pem = file("account.key")
  common_name     = "www.example.com"
}
