policytest {
  targets = ["static_keys.policy.hcl"]
}

resource "google_service_account_key" "service_account_key_passes" {
  attrs = { service_account_id = "a", public_key_data = "LS0t" }
  expect {
    policy  = "google_service_account_key"
    verdict = "pass"
  }
}

resource "google_service_account_key" "service_account_key_fails" {
  attrs = { service_account_id = "a", public_key_data = null }
  expect {
    policy  = "google_service_account_key"
    verdict = "fail"
  }
}

resource "google_storage_hmac_key" "storage_hmac_key_passes" {
  attrs = { service_account_email = "a", state = "INACTIVE" }
  expect {
    policy  = "google_storage_hmac_key"
    verdict = "pass"
  }
}

resource "google_storage_hmac_key" "storage_hmac_key_fails" {
  attrs = { service_account_email = "a", state = null }
  expect {
    policy  = "google_storage_hmac_key"
    verdict = "fail"
  }
}

resource "google_storage_hmac_key" "storage_hmac_key_undecided" {
  attrs = { service_account_email = "a", state = unknown("string") }
  expect {
    policy  = "google_storage_hmac_key"
    verdict = "undecided"
  }
}

data "google_service_account_access_token" "access_token_lifetime_passes" {
  attrs = { lifetime = null }
  expect {
    policy  = "google_access_token_lifetime"
    verdict = "pass"
  }
}

data "google_service_account_access_token" "access_token_lifetime_passes_2" {
  attrs = { lifetime = "300s" }
  expect {
    policy  = "google_access_token_lifetime"
    verdict = "pass"
  }
}

data "google_service_account_access_token" "access_token_lifetime_fails" {
  attrs = { lifetime = "43200s" }
  expect {
    policy  = "google_access_token_lifetime"
    verdict = "fail"
  }
}

data "google_service_account_access_token" "access_token_lifetime_undecided" {
  attrs = { lifetime = unknown("string") }
  expect {
    policy  = "google_access_token_lifetime"
    verdict = "undecided"
  }
}

provider "google" "provider_credentials_passes" {
  attrs = { credentials = null }
  expect {
    policy  = "google_provider_credentials"
    verdict = "pass"
  }
}

provider "google" "provider_credentials_fails" {
  attrs = { credentials = "account.json" }
  expect {
    policy  = "google_provider_credentials"
    verdict = "fail"
  }
}

provider "google" "provider_credentials_fails_2" {
  attrs = { access_token = "not-so-secret" }
  expect {
    policy  = "google_provider_credentials"
    verdict = "fail"
  }
}

provider "google" "provider_credentials_undecided" {
  attrs = { credentials = unknown("string") }
  expect {
    policy  = "google_provider_credentials"
    verdict = "undecided"
  }
}
