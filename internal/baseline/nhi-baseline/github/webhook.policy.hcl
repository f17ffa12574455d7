# Refuses webhooks without a secret, without TLS, or whose certificate is not
# verified.
#
# Why: without a secret anybody can send what the receiver takes for GitHub's
# word, and often that starts a deployment.
#
# Mend: set secret from an ephemeral or generated value, use https, and take
# insecure_ssl out.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_*_webhook" "github_webhook" {
  filter = core::try(attrs.active, null) != false

  locals {
    configuration = core::try([for c in attrs.configuration : c], [])
    url           = core::try(attrs.configuration[0].url, "")
  }

  enforce {
    condition     = core::alltrue([for c in local.configuration : core::try(c.secret, null) != null && core::try(c.secret, null) != ""])
    error_message = "The webhook has no secret: its receiver cannot tell who calls. Set secret."
  }

  enforce {
    condition     = core::alltrue([for c in local.configuration : core::try(c.insecure_ssl, null) != true])
    error_message = "The certificate of the receiver is not verified. Take insecure_ssl out."
  }

  enforce {
    condition     = !core::startswith(core::lower(local.url), "http://")
    error_message = "The webhook goes to ${local.url} in clear. Use https."
  }
}
