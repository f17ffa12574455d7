# Refuses rules of authorization servers for every client, with the implicit or
# password grant, or whose tokens last longer than the tenant allows.
#
# Why: an access token cannot be taken back; whoever has it uses it until it
# ends.
#
# Mend: name the clients in client_whitelist, use authorization_code or
# client_credentials, and shorten the tokens.
policy {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "okta_access_token_minutes" {
  type        = number
  default     = 60
  description = "How many minutes an access token of Okta may be valid."
}

input "okta_refresh_token_days" {
  type        = number
  default     = 90
  description = "How many days a refresh token of Okta may be valid."
}

resource_policy "okta_auth_server_policy" "okta_auth_server_clients" {
  filter = core::try(attrs.status, null) != "INACTIVE"

  enforce {
    condition     = !core::contains(attrs.client_whitelist, "ALL_CLIENTS")
    error_message = "Every client may use the policy ${attrs.name}. Name those that may in client_whitelist."
  }
}

resource_policy "okta_auth_server_policy_rule" "okta_auth_server_rule" {
  filter = core::try(attrs.status, null) != "INACTIVE"

  locals {
    weak = [for g in core::try([for x in attrs.grant_type_whitelist : x], []) : g if core::contains(["implicit", "password"], g)]
  }

  enforce {
    condition     = core::length(local.weak) == 0
    error_message = "The rule ${attrs.name} allows the grant ${core::join(", ", local.weak)}. Use authorization_code or client_credentials."
  }

  enforce {
    condition     = core::try(attrs.access_token_lifetime_minutes <= input.okta_access_token_minutes, true)
    error_message = "Access tokens by the rule ${attrs.name} are valid for ${attrs.access_token_lifetime_minutes} minutes. At most ${input.okta_access_token_minutes} are allowed here."
  }

  enforce {
    # Minutes; 0 is without an end.
    condition     = core::try(attrs.refresh_token_lifetime_minutes > 0 && attrs.refresh_token_lifetime_minutes <= input.okta_refresh_token_days * 1440, true) || core::try(attrs.refresh_token_window_minutes <= input.okta_refresh_token_days * 1440, false) && core::try(attrs.refresh_token_lifetime_minutes, null) == 0
    error_message = "Refresh tokens by the rule ${attrs.name} are valid for ${attrs.refresh_token_lifetime_minutes} minutes (0 is without an end). At most ${input.okta_refresh_token_days} days are allowed here."
  }
}

resource_policy "okta_auth_server*" "okta_auth_server_rotation" {
  filter = core::contains(["okta_auth_server", "okta_auth_server_default"], meta.type)

  enforce {
    condition     = core::try(attrs.credentials_rotation_mode, null) != "MANUAL"
    error_message = "The keys that sign tokens are rotated when somebody thinks of it. Set credentials_rotation_mode to AUTO."
  }
}
