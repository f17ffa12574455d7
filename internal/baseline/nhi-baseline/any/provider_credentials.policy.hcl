# Refuses providers that are given a token, a password or a key, and providers
# that do not verify whom they talk to.
#
# Why: what stands in a provider block stands in the repository or travels in
# variables, and does all that the provider does.
#
# Mend: leave it out, and let the provider take it from the environment of the
# pipeline, or better, federate the pipeline.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
    gitlab = {
      source = "gitlabhq/gitlab"
    }
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
    okta = {
      source = "okta/okta"
    }
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

provider_policy "*" "any_provider_credentials" {
  # AWS has a policy of its own.
  filter = !core::contains(["aws", "azurerm", "azuread", "google", "google-beta", "nhi"], meta.type)

  locals {
    # The token of a cluster is short-lived where a data source or the cluster itself gives it.
    names = core::contains(["kubernetes", "helm", "kubectl"], meta.type) ? ["password"] : ["token", "api_token", "api_key", "app_key", "access_token", "auth_token", "secret_key", "client_secret", "password", "private_key", "client_key"]
    given = [for n in local.names : n if core::try(attrs[n], null) != null]
  }

  enforce {
    condition     = core::length(local.given) == 0
    error_message = "The provider ${meta.type} is given ${core::join(", ", local.given)}. Leave it out, and let the environment of the pipeline give it."
  }

  enforce {
    condition     = !core::anytrue([for n in ["insecure", "skip_tls_verify"] : core::try(attrs[n], null) == true])
    error_message = "The provider ${meta.type} does not verify whom it talks to. Take insecure and skip_tls_verify out, and give the certificate of the authority."
  }
}
