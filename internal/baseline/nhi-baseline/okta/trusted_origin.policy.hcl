# Refuses trusted origins in clear or with wildcards, network zones of
# everywhere, and protections that Okta switches off: threats, factors and
# notifications.
#
# Why: whatever is trusted here speaks to Okta with the session of whoever
# visits it.
#
# Mend: name the origin with https, list the gateways, and let threat insight
# block.
policy {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "okta_trusted_origin" "okta_trusted_origin" {
  filter = core::try(attrs.active, null) != false

  enforce {
    condition     = !core::startswith(core::lower(attrs.origin), "http://") || core::regex_match(attrs.origin, "^http://(localhost|127\\.0\\.0\\.1)(:|/|$)")
    error_message = "${attrs.origin} is trusted in clear. Use https."
  }

  enforce {
    condition     = !core::regex_match(attrs.origin, "\\*")
    error_message = "${attrs.origin} is trusted, whichever it is. Name the origin."
  }
}

resource_policy "okta_network_zone" "okta_zone_everywhere" {
  locals {
    listed = core::concat(core::try([for g in attrs.gateways : g], []), core::try([for g in attrs.proxies : g], []))
    open   = [for g in local.listed : g if core::regex_match(g, "/0$|^0\\.0\\.0\\.0-255")]
  }

  enforce {
    condition     = core::length(local.open) == 0 || core::try(attrs.usage, null) == "BLOCKLIST"
    error_message = "The zone ${attrs.name} holds ${core::join(", ", local.open)}: everywhere. List the gateways that are yours."
  }
}

resource_policy "okta_threat_insight_settings" "okta_threat_insight" {
  enforce {
    condition     = attrs.action != "none"
    error_message = "Attempts from addresses that attack others are neither logged nor blocked. Set action to block."
  }
}

resource_policy "okta_factor" "okta_factor_off" {
  enforce {
    condition     = core::try(attrs.active, null) != false || core::contains(["okta_question", "okta_sms", "okta_call", "okta_email"], attrs.provider_id)
    error_message = "The factor ${attrs.provider_id} is off, which is stronger than a password. Set active to true."
  }
}
