# Refuses grants by which an app manages users, groups, roles, apps or policies
# of Okta.
#
# Why: an app that may manage these makes itself, or whoever holds its key,
# administrator.
#
# Mend: grant the scopes that read, or the one that is needed, to an app of its
# own.
policy {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "okta_app_oauth_api_scope" "okta_api_scopes" {
  locals {
    wide = [for s in core::try([for x in attrs.scopes : x], []) : s if core::regex_match(s, "^okta\\.(users|groups|roles|apps|policies|apiTokens|clients|authorizationServers|idps|factors|appGrants|oauthIntegrations|authenticators|trustedOrigins)\\.manage$")]
  }

  enforce {
    condition     = core::length(local.wide) == 0
    error_message = "The app may ${core::join(", ", local.wide)}. Grant the scopes that read, or except the one app that manages Okta."
  }
}
