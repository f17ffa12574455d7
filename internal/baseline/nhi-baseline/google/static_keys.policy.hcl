# Refuses keys of service accounts, and HMAC keys of storage.
#
# Why: a key is a file that whoever has it is the service account, from
# anywhere, for ten years.
#
# Mend: attach the service account to what runs on Google, use workload
# identity federation for what runs elsewhere, and impersonate from a desk.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "google_service_account_key" "google_service_account_key" {
  enforce {
    condition     = core::try(attrs.public_key_data, null) != null
    error_message = "A key of ${attrs.service_account_id} is made and stands in the state. Attach the service account, or use workload identity federation."
  }
}

resource_policy "google_storage_hmac_key" "google_storage_hmac_key" {
  enforce {
    condition     = core::try(attrs.state, null) == "INACTIVE"
    error_message = "A key of ${attrs.service_account_email} that never ends is made and stands in the state. Use the identity of the workload."
  }
}

data_policy "google_service_account_access_token" "google_access_token_lifetime" {
  enforce {
    condition     = core::contains([null, "", "3600s"], core::try(attrs.lifetime, null)) || core::try(core::parseint(core::trimsuffix(attrs.lifetime, "s"), 10) <= 3600, false)
    error_message = "The token is good for ${attrs.lifetime}. Leave lifetime out: an hour."
  }
}

provider_policy "google" "google_provider_credentials" {
  enforce {
    condition     = core::try(attrs.credentials, null) == null
    error_message = "The provider is given a key of a service account. Leave it out: the provider takes the identity of where it runs, or one that impersonate_service_account names."
  }

  enforce {
    condition     = core::try(attrs.access_token, null) == null
    error_message = "The provider is given a token. Leave it out: the provider takes the identity of where it runs."
  }
}
