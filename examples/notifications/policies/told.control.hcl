# A runbook: a signed request for each message.
sink "patching" {
  kind       = "webhook"
  url_env    = "NHI_WEBHOOK_URL"
  secret_env = "NHI_WEBHOOK_SECRET"
}

# One issue for each matter: opened, commented on, closed.
sink "tickets" {
  kind       = "github"
  repository = "msp/security"
  token_env  = "NHI_GITHUB_TOKEN"
  labels     = ["access"]
}

# No recipients of its own: it sends what is for a mail address, such as a reviewer's.
sink "post" {
  kind         = "mail"
  server       = "smtp://mail.msp.example:587"
  user         = "nhi"
  password_env = "NHI_MAIL_PASSWORD"
  from         = "nhi@msp.example"
}

control "credentials-are-rotated" {
  objective = "Every credential is rotated in time."
  owner     = "security@msp.example"
  severity  = "high"
  policies  = ["credential_is_rotated"]
  action    = "webhook"
  notify    = ["patching"]

  escalation {
    after = "2d"
    to    = ["soc@msp.example"]
  }
}

control "access-is-justified" {
  objective = "Every entitlement says what it is for."
  owner     = "security@msp.example"
  severity  = "medium"
  policies  = ["entitlement_is_justified"]
  action    = "ticket"
  notify    = ["tickets"]

  escalation {
    after = "7d"
    to    = ["soc@msp.example"]
  }
}
