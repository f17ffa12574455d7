policytest {
  targets = ["certificates.policy.hcl"]
}

resource "google_compute_ssl_policy" "ssl_policy_passes" {
  attrs = { name = "a", profile = "MODERN", min_tls_version = "TLS_1_2" }
  expect {
    policy  = "google_ssl_policy"
    verdict = "pass"
  }
}

resource "google_compute_ssl_policy" "ssl_policy_passes_2" {
  attrs = { name = "a", profile = "RESTRICTED" }
  expect {
    policy  = "google_ssl_policy"
    verdict = "pass"
  }
}

resource "google_compute_ssl_policy" "ssl_policy_fails" {
  attrs = { name = "a", profile = null }
  expect {
    policy  = "google_ssl_policy"
    verdict = "fail"
  }
}

resource "google_compute_ssl_policy" "ssl_policy_fails_2" {
  attrs = { name = "a", profile = "MODERN", min_tls_version = null }
  expect {
    policy  = "google_ssl_policy"
    verdict = "fail"
  }
}

resource "google_compute_ssl_policy" "ssl_policy_fails_3" {
  attrs = { name = "a", profile = "COMPATIBLE", min_tls_version = "TLS_1_2" }
  expect {
    policy  = "google_ssl_policy"
    verdict = "fail"
  }
}

resource "google_compute_ssl_policy" "ssl_policy_undecided" {
  attrs = { name = "a", profile = unknown("string"), min_tls_version = "TLS_1_2" }
  expect {
    policy  = "google_ssl_policy"
    verdict = "undecided"
  }
}

resource "google_compute_region_ssl_policy" "region_ssl_policy_passes" {
  attrs = { name = "a", profile = "MODERN", min_tls_version = "TLS_1_2" }
  expect {
    policy  = "google_region_ssl_policy"
    verdict = "pass"
  }
}

resource "google_compute_region_ssl_policy" "region_ssl_policy_passes_2" {
  attrs = { name = "a", profile = "RESTRICTED" }
  expect {
    policy  = "google_region_ssl_policy"
    verdict = "pass"
  }
}

resource "google_compute_region_ssl_policy" "region_ssl_policy_fails" {
  attrs = { name = "a", profile = null }
  expect {
    policy  = "google_region_ssl_policy"
    verdict = "fail"
  }
}

resource "google_compute_region_ssl_policy" "region_ssl_policy_fails_2" {
  attrs = { name = "a", profile = "MODERN", min_tls_version = null }
  expect {
    policy  = "google_region_ssl_policy"
    verdict = "fail"
  }
}

resource "google_compute_region_ssl_policy" "region_ssl_policy_fails_3" {
  attrs = { name = "a", profile = "COMPATIBLE", min_tls_version = "TLS_1_2" }
  expect {
    policy  = "google_region_ssl_policy"
    verdict = "fail"
  }
}

resource "google_compute_region_ssl_policy" "region_ssl_policy_undecided" {
  attrs = { name = "a", profile = unknown("string"), min_tls_version = "TLS_1_2" }
  expect {
    policy  = "google_region_ssl_policy"
    verdict = "undecided"
  }
}

resource "google_compute_ssl_certificate" "ssl_certificate_key_passes" {
  attrs = { private_key = null }
  expect {
    policy  = "google_ssl_certificate_key"
    verdict = "pass"
  }
}

resource "google_compute_ssl_certificate" "ssl_certificate_key_fails" {
  attrs = { private_key = "not-so-secret" }
  expect {
    policy  = "google_ssl_certificate_key"
    verdict = "fail"
  }
}

resource "google_compute_ssl_certificate" "ssl_certificate_key_undecided" {
  attrs = { private_key = unknown("string") }
  expect {
    policy  = "google_ssl_certificate_key"
    verdict = "undecided"
  }
}

resource "google_compute_region_ssl_certificate" "region_ssl_certificate_key_passes" {
  attrs = { private_key = null }
  expect {
    policy  = "google_region_ssl_certificate_key"
    verdict = "pass"
  }
}

resource "google_compute_region_ssl_certificate" "region_ssl_certificate_key_fails" {
  attrs = { private_key = "not-so-secret" }
  expect {
    policy  = "google_region_ssl_certificate_key"
    verdict = "fail"
  }
}

resource "google_compute_region_ssl_certificate" "region_ssl_certificate_key_undecided" {
  attrs = { private_key = unknown("string") }
  expect {
    policy  = "google_region_ssl_certificate_key"
    verdict = "undecided"
  }
}

resource "google_certificate_manager_certificate" "certificate_manager_key_passes" {
  attrs = { self_managed = [{ pem_private_key = null }] }
  expect {
    policy  = "google_certificate_manager_key"
    verdict = "pass"
  }
}

resource "google_certificate_manager_certificate" "certificate_manager_key_fails" {
  attrs = { self_managed = [{ pem_private_key = "not-so-secret" }] }
  expect {
    policy  = "google_certificate_manager_key"
    verdict = "fail"
  }
}

resource "google_certificate_manager_certificate" "certificate_manager_key_fails_2" {
  attrs = { self_managed = [{ private_key_pem = "not-so-secret" }] }
  expect {
    policy  = "google_certificate_manager_key"
    verdict = "fail"
  }
}

resource "google_certificate_manager_certificate" "certificate_manager_key_undecided" {
  attrs = { self_managed = [{ pem_private_key = unknown("string") }] }
  expect {
    policy  = "google_certificate_manager_key"
    verdict = "undecided"
  }
}

resource "google_privateca_certificate" "private_certificate_validity_passes" {
  attrs = { name = "a", lifetime = "2592000s" }
  expect {
    policy  = "google_private_certificate_validity"
    verdict = "pass"
  }
}

resource "google_privateca_certificate" "private_certificate_validity_passes_2" {
  attrs = { name = "a", lifetime = null, config = [{ x509_config = [{ ca_options = [{ is_ca = true }] }] }] }
  expect {
    policy  = "google_private_certificate_validity"
    verdict = "pass"
  }
}

resource "google_privateca_certificate" "private_certificate_validity_fails" {
  attrs = { name = "a", lifetime = null }
  expect {
    policy  = "google_private_certificate_validity"
    verdict = "fail"
  }
}

resource "google_privateca_certificate" "private_certificate_validity_fails_2" {
  attrs = { name = "a", lifetime = "94608000s" }
  expect {
    policy  = "google_private_certificate_validity"
    verdict = "fail"
  }
}

resource "google_privateca_certificate" "private_certificate_validity_undecided" {
  attrs = { name = "a", lifetime = unknown("string") }
  expect {
    policy  = "google_private_certificate_validity"
    verdict = "undecided"
  }
}

resource "google_privateca_certificate_authority" "private_authority_deletion_passes" {
  attrs = { skip_grace_period = null }
  expect {
    policy  = "google_private_authority_deletion"
    verdict = "pass"
  }
}

resource "google_privateca_certificate_authority" "private_authority_deletion_fails" {
  attrs = { skip_grace_period = true }
  expect {
    policy  = "google_private_authority_deletion"
    verdict = "fail"
  }
}

resource "google_privateca_certificate_authority" "private_authority_deletion_fails_2" {
  attrs = { ignore_active_certificates_on_deletion = true }
  expect {
    policy  = "google_private_authority_deletion"
    verdict = "fail"
  }
}

resource "google_privateca_certificate_authority" "private_authority_deletion_undecided" {
  attrs = { skip_grace_period = unknown("bool") }
  expect {
    policy  = "google_private_authority_deletion"
    verdict = "undecided"
  }
}
