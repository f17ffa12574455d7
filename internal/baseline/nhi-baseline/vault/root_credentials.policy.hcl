# Refuses backends of Vault that are given keys and passwords in the
# configuration, or do not verify whom they ask.
#
# Why: the credential by which Vault makes all others then stands in the state;
# and an answer that is not verified may be anybody's.
#
# Mend: use the identity of the platform (identity_token_audience, role_arn) or
# let Vault rotate the credential; take insecure_tls out.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "vault_*_backend*" "vault_root_credentials" {
  filter = core::regex_match(meta.type, "^vault_((aws|azure|gcp|consul|ldap|ad|rabbitmq|terraform_cloud|kubernetes)_secret_backend|(aws_auth_backend_client|azure_auth_backend_config|gcp_auth_backend|ldap_auth_backend|jwt_auth_backend|okta_auth_backend|kubernetes_auth_backend_config))$")

  locals {
    given = core::concat(core::try(attrs.secret_key, null) == null ? [] : ["secret_key"], core::try(attrs.client_secret, null) == null ? [] : ["client_secret"], core::try(attrs.credentials, null) == null ? [] : ["credentials"], core::try(attrs.bindpass, null) == null ? [] : ["bindpass"], core::try(attrs.password, null) == null ? [] : ["password"], core::try(attrs.token, null) == null ? [] : ["token"], core::try(attrs.token_reviewer_jwt, null) == null ? [] : ["token_reviewer_jwt"], core::try(attrs.service_account_jwt, null) == null ? [] : ["service_account_jwt"], core::try(attrs.oidc_client_secret, null) == null ? [] : ["oidc_client_secret"])
  }

  enforce {
    condition     = core::length(local.given) == 0
    error_message = "${core::join(", ", local.given)} stand in the configuration, and so in the state. Use the identity of the platform, or let Vault rotate it."
  }

  enforce {
    condition     = core::try(attrs.insecure_tls, null) != true
    error_message = "The server that is asked is not verified. Take insecure_tls out."
  }

  enforce {
    condition     = core::try(attrs.bypass_okta_mfa, null) != true
    error_message = "The second factor is passed by. Take bypass_okta_mfa out."
  }
}
