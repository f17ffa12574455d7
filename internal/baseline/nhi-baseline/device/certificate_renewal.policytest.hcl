policytest {
  targets = ["certificate_renewal.policy.hcl"]
}

resource "tls_self_signed_cert" "in_time" {
  attrs = { validity_period_hours = 2160, early_renewal_hours = 336, is_ca_certificate = null }
  meta  = { type = "tls_self_signed_cert" }
  expect {
    policy  = "device_certificate_renewal"
    verdict = "pass"
  }
}

resource "tls_locally_signed_cert" "short_lived" {
  attrs = { validity_period_hours = 24, early_renewal_hours = 8, is_ca_certificate = false }
  meta  = { type = "tls_locally_signed_cert" }
  expect {
    policy  = "device_certificate_renewal"
    verdict = "pass"
  }
}

resource "tls_locally_signed_cert" "never" {
  attrs = { validity_period_hours = 2160, early_renewal_hours = null, is_ca_certificate = null }
  meta  = { type = "tls_locally_signed_cert" }
  expect {
    policy  = "device_certificate_renewal"
    verdict = "fail"
  }
}

resource "tls_self_signed_cert" "not_known_yet" {
  attrs = { validity_period_hours = 2160, early_renewal_hours = unknown("number"), is_ca_certificate = null }
  meta  = { type = "tls_self_signed_cert" }
  expect {
    policy  = "device_certificate_renewal"
    verdict = "undecided"
  }
}

resource "tls_self_signed_cert" "authority" {
  attrs = { validity_period_hours = 43800, is_ca_certificate = true }
  meta  = { type = "tls_self_signed_cert" }
}

resource "vault_pki_secret_backend_cert" "in_time" {
  attrs = { auto_renew = true }
  meta  = { type = "vault_pki_secret_backend_cert" }
  expect {
    policy  = "device_vault_certificate_renewal"
    verdict = "pass"
  }
}

resource "vault_pki_secret_backend_sign" "never" {
  attrs = { auto_renew = null }
  meta  = { type = "vault_pki_secret_backend_sign" }
  expect {
    policy  = "device_vault_certificate_renewal"
    verdict = "fail"
  }
}

resource "vault_pki_secret_backend_key" "another" {
  attrs = { type = "internal" }
  meta  = { type = "vault_pki_secret_backend_key" }
}
