policytest {
  targets = ["certificate_lifetime.policy.hcl"]
}

resource "tls_self_signed_cert" "a_quarter" {
  attrs = { validity_period_hours = 2160, is_ca_certificate = null }
  meta  = { type = "tls_self_signed_cert" }
  expect {
    policy  = "device_certificate_lifetime"
    verdict = "pass"
  }
}

resource "tls_self_signed_cert" "authority" {
  attrs = { validity_period_hours = 43800, is_ca_certificate = true }
  meta  = { type = "tls_self_signed_cert" }
  expect {
    policy  = "device_certificate_lifetime"
    verdict = "pass"
  }
}

resource "tls_locally_signed_cert" "ten_years" {
  attrs = { validity_period_hours = 87600, is_ca_certificate = null }
  meta  = { type = "tls_locally_signed_cert" }
  expect {
    policy  = "device_certificate_lifetime"
    verdict = "fail"
  }
}

resource "tls_locally_signed_cert" "not_known_yet" {
  attrs = { validity_period_hours = unknown("number"), is_ca_certificate = null }
  meta  = { type = "tls_locally_signed_cert" }
  expect {
    policy  = "device_certificate_lifetime"
    verdict = "undecided"
  }
}

resource "vault_pki_secret_backend_cert" "a_month" {
  attrs = { ttl = "720h" }
  meta  = { type = "vault_pki_secret_backend_cert" }
  expect {
    policy  = "device_vault_certificate_lifetime"
    verdict = "pass"
  }
}

resource "vault_pki_secret_backend_root_cert" "five_years" {
  attrs = { ttl = "157680000", type = "internal" }
  meta  = { type = "vault_pki_secret_backend_root_cert" }
  expect {
    policy  = "device_vault_certificate_lifetime"
    verdict = "pass"
  }
}

resource "vault_pki_secret_backend_sign" "ten_years" {
  attrs = { ttl = "3650d" }
  meta  = { type = "vault_pki_secret_backend_sign" }
  expect {
    policy  = "device_vault_certificate_lifetime"
    verdict = "fail"
  }
}

resource "vault_pki_secret_backend_cert" "by_role" {
  attrs = { ttl = null }
  meta  = { type = "vault_pki_secret_backend_cert" }
}
