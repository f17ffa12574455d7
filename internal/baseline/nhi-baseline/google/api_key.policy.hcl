# Refuses API keys that call every API, or from everywhere.
#
# Why: an API key names nobody, and whoever reads it calls what it may.
#
# Mend: set restrictions with api_targets, and with the addresses, pages or
# apps that use it.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "google_apikeys_key" "google_api_key_targets" {
  enforce {
    condition     = core::length(core::try(attrs.restrictions[0].api_targets, null) == null ? [] : attrs.restrictions[0].api_targets) > 0
    error_message = "The key ${attrs.name} calls every API. Name them in api_targets."
  }
}

resource_policy "google_apikeys_key" "google_api_key_callers" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::flatten([for r in core::try(attrs.restrictions, null) == null ? [] : attrs.restrictions : [for b in [core::try(r.server_key_restrictions, null), core::try(r.browser_key_restrictions, null), core::try(r.android_key_restrictions, null), core::try(r.ios_key_restrictions, null)] : b == null ? [] : b]])) > 0
    error_message = "The key ${attrs.name} is good from everywhere. Name the addresses, pages or apps that use it."
  }
}
