# Refuses passwords, tokens and keys that are given to resources of other
# providers in the configuration.
#
# Why: whatever is given to such an argument stands in the plan and in the
# state, for all who read them.
#
# Mend: use the write-only argument of the resource with an ephemeral value, let
# the service make the secret, or authenticate by an identity.
policy {
  required_providers {
    cloudflare = {
      source = "cloudflare/cloudflare"
    }
    datadog = {
      source = "DataDog/datadog"
    }
    mongodbatlas = {
      source = "mongodb/mongodbatlas"
    }
    postgresql = {
      source = "cyrilgdn/postgresql"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "*" "any_secret_argument" {
  # The large providers have policies of their own, which know their arguments.
  filter = !core::regex_match(meta.type, "^(aws|awscc|azurerm|azuread|azapi|google|github|gitlab|kubernetes|vault|okta|nhi|random|tls|time|null|local|terraform|archive|http|external)_")

  locals {
    names = ["password", "plaintext_password", "admin_password", "admin_pass", "root_password", "root_pass", "account_password", "client_secret", "secret_key", "secret_access_key", "private_key", "api_key", "api_token", "auth_token", "access_token"]
    found = [for n in local.names : n if core::try(attrs[n], null) != null]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} stand in the configuration, and so in the state. Use a write-only argument, or let the service make it."
  }
}
