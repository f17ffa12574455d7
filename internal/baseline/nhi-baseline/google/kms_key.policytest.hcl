policytest {
  targets = ["kms_key.policy.hcl"]
}

resource "google_kms_crypto_key" "kms_rotation_passes" {
  attrs = { name = "a", rotation_period = "7776000s", destroy_scheduled_duration = null }
  expect {
    policy  = "google_kms_rotation"
    verdict = "pass"
  }
}

resource "google_kms_crypto_key" "kms_rotation_fails" {
  attrs = { name = "a", rotation_period = null }
  expect {
    policy  = "google_kms_rotation"
    verdict = "fail"
  }
}

resource "google_kms_crypto_key" "kms_rotation_fails_2" {
  attrs = { name = "a", rotation_period = "31536000s" }
  expect {
    policy  = "google_kms_rotation"
    verdict = "fail"
  }
}

resource "google_kms_crypto_key" "kms_rotation_undecided" {
  attrs = { name = "a", rotation_period = unknown("string") }
  expect {
    policy  = "google_kms_rotation"
    verdict = "undecided"
  }
}

resource "google_kms_crypto_key" "kms_rotation_leaves_out" {
  attrs = { purpose = "ASYMMETRIC_SIGN", destroy_scheduled_duration = null }
}

resource "google_kms_crypto_key" "kms_destruction_passes" {
  attrs = { name = "a", destroy_scheduled_duration = null, rotation_period = "7776000s" }
  expect {
    policy  = "google_kms_destruction"
    verdict = "pass"
  }
}

resource "google_kms_crypto_key" "kms_destruction_passes_2" {
  attrs = { name = "a", destroy_scheduled_duration = "2592000s", rotation_period = "7776000s" }
  expect {
    policy  = "google_kms_destruction"
    verdict = "pass"
  }
}

resource "google_kms_crypto_key" "kms_destruction_fails" {
  attrs = { name = "a", destroy_scheduled_duration = "86400s" }
  expect {
    policy  = "google_kms_destruction"
    verdict = "fail"
  }
}

resource "google_kms_crypto_key" "kms_destruction_undecided" {
  attrs = { name = "a", destroy_scheduled_duration = unknown("string") }
  expect {
    policy  = "google_kms_destruction"
    verdict = "undecided"
  }
}

resource "google_kms_crypto_key" "kms_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "google_kms_deleted"
    verdict = "pass"
  }
}

resource "google_kms_crypto_key" "kms_deleted_its_replacement" {
  attrs          = { name = "replaced" }
  expect_failure = true
}

resource "google_kms_crypto_key" "kms_deleted_fails" {
  prior_attrs = { name = "gone" }
  expect {
    policy  = "google_kms_deleted"
    verdict = "fail"
  }
}

resource "google_kms_secret_ciphertext" "kms_plaintext_passes" {
  attrs = { plaintext = null }
  expect {
    policy  = "google_kms_plaintext"
    verdict = "pass"
  }
}

resource "google_kms_secret_ciphertext" "kms_plaintext_fails" {
  attrs = { plaintext = "not-so-secret" }
  expect {
    policy  = "google_kms_plaintext"
    verdict = "fail"
  }
}

resource "google_kms_secret_ciphertext" "kms_plaintext_undecided" {
  attrs = { plaintext = unknown("string") }
  expect {
    policy  = "google_kms_plaintext"
    verdict = "undecided"
  }
}
