# Refuses secrets that hold the token of a service account, and tokens that are
# asked for longer than the tenant allows.
#
# Why: such a token does not end, is in the state of Terraform and in the
# secret, and works from anywhere.
#
# Mend: let pods take their projected token, which is bound to them and renewed;
# ask for a short token where one is needed outside.
policy {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "kubernetes_token_hours" {
  type        = number
  default     = 24
  description = "How many hours a token of a service account may be valid that is asked for."
}

resource_policy "kubernetes_secret*" "kubernetes_token_secret" {
  enforce {
    condition     = core::try(attrs.type, null) != "kubernetes.io/service-account-token"
    error_message = "The secret holds a token of a service account that never ends. Take it out, and use projected tokens or kubernetes_token_request_v1."
  }
}

resource_policy "kubernetes_manifest" "kubernetes_token_manifest" {
  filter = core::try(attrs.manifest.kind, "") == "Secret"

  enforce {
    condition     = core::try(attrs.manifest.type, "") != "kubernetes.io/service-account-token"
    error_message = "The secret holds a token of a service account that never ends. Take it out, and use projected tokens or a token request."
  }
}

resource_policy "kubernetes_token_request_v1" "kubernetes_token_lifetime" {
  enforce {
    condition     = core::try(attrs.spec[0].expiration_seconds <= input.kubernetes_token_hours * 3600, true)
    error_message = "The token is asked for ${attrs.spec[0].expiration_seconds / 3600} hours. At most ${input.kubernetes_token_hours} are allowed here."
  }
}

resource_policy "kubernetes_service_account*" "kubernetes_service_account_secret" {
  enforce {
    condition     = core::length(core::try([for s in attrs.secret : s], [])) == 0
    error_message = "The service account names secrets, as it was done for tokens that never end. Take the secret blocks out."
  }
}
