# Refuses OAuth apps of Okta that use the implicit or the password grant, need
# no proof of the code's holder, are answered at wildcards or in clear, or have
# their secret in the configuration.
#
# Why: a token that passes through the browser, or that is sent wherever a
# pattern allows, is somebody else's; and a secret in the state is everybody's
# who reads it.
#
# Mend: use authorization_code with pkce_required, or client_credentials with
# private_key_jwt; list redirect_uris as they are; set omit_secret.
policy {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "okta_app_oauth" "okta_app_grants" {
  locals {
    weak = [for g in core::try([for x in attrs.grant_types : x], []) : g if core::contains(["implicit", "password"], g)]
  }

  enforce {
    condition     = core::length(local.weak) == 0
    error_message = "The app ${attrs.label} uses the grant ${core::join(", ", local.weak)}. Use authorization_code or client_credentials."
  }
}

resource_policy "okta_app_oauth" "okta_app_pkce" {
  filter = core::contains(["browser", "native"], attrs.type)

  enforce {
    condition     = core::try(attrs.pkce_required, null) != false
    error_message = "The app ${attrs.label} keeps no secret, and proves nothing else. Set pkce_required to true."
  }
}

resource_policy "okta_app_oauth" "okta_app_redirects" {
  locals {
    uris = core::try([for u in attrs.redirect_uris : u], [])
    wild = [for u in local.uris : u if core::regex_match(u, "\\*")]
    open = [for u in local.uris : u if core::startswith(core::lower(u), "http://") && !core::regex_match(u, "^http://(localhost|127\\.0\\.0\\.1|\\[::1\\])")]
  }

  enforce {
    condition     = core::length(local.wild) == 0 && core::try(attrs.wildcard_redirect, null) != "SUBDOMAIN"
    error_message = "The app ${attrs.label} is answered at patterns of addresses. List redirect_uris as they are, with wildcard_redirect DISABLED."
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "The app ${attrs.label} is answered at ${core::join(", ", local.open)} in clear. Use https."
  }
}

resource_policy "okta_app_oauth" "okta_app_client_secret" {
  enforce {
    condition     = core::try(attrs.client_basic_secret, null) == null
    error_message = "The secret of the app ${attrs.label} stands in client_basic_secret, and so in the state. Use private_key_jwt with jwks."
  }
}

resource_policy "okta_app_oauth" "okta_app_client_authentication" {
  filter = attrs.type == "service"

  enforce {
    condition     = core::try(attrs.token_endpoint_auth_method, null) == "private_key_jwt"
    error_message = "The service ${attrs.label} authenticates by a secret that is handed around. Set token_endpoint_auth_method to private_key_jwt, with jwks."
  }
}

resource_policy "okta_app_oauth_redirect_uri" "okta_app_redirect_uri" {
  enforce {
    condition     = !core::regex_match(attrs.uri, "\\*") && (!core::startswith(core::lower(attrs.uri), "http://") || core::regex_match(attrs.uri, "^http://(localhost|127\\.0\\.0\\.1)"))
    error_message = "An app is answered at ${attrs.uri}: a pattern, or in clear. Give the address as it is, with https."
  }
}
