# Refuses webhooks of GitLab without a token, without TLS, or whose certificate
# is not verified.
#
# Why: without a token anybody can send what the receiver takes for GitLab's
# word, and often that starts a deployment.
#
# Mend: set token from a generated value, use https, and leave
# enable_ssl_verification on.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "gitlab_*_hook" "gitlab_webhook" {
  locals {
    token = core::try(attrs.token, null)
  }

  enforce {
    condition     = local.token != null && local.token != ""
    error_message = "The webhook has no token: its receiver cannot tell who calls. Set token."
  }

  enforce {
    condition     = core::try(attrs.enable_ssl_verification, null) != false
    error_message = "The certificate of the receiver is not verified. Set enable_ssl_verification to true."
  }

  enforce {
    condition     = !core::startswith(core::lower(attrs.url), "http://")
    error_message = "The webhook goes to ${attrs.url} in clear. Use https."
  }
}
