group "security-leads" {
  members = ["alice@msp.example", "bob@msp.example"]
}

control "privileged-access-is-reviewed" {
  objective  = "Every privileged entitlement is reviewed at least every quarter."
  owner      = "security@msp.example"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI5:2025", "nist-csf-2.0:PR.AA-05"]
  policies   = ["privileged_entitlement_has_review_schedule"]
  action     = "quarantine"
  notify     = ["tickets", "responders", "alice@msp.example"]

  parameter "max_review_interval" {
    default = "P3M"
    minimum = "P1M"
    maximum = "P3M"
  }

  parameter "max_days" {
    default = 90
  }

  exception {
    approvers    = ["security-leads", "carol@msp.example", "alice@msp.example"]
    approvals    = 2
    max_duration = "90d"
    evidence     = ["ticket", "risk_assessment"]
  }

  variation {
    approvers    = ["carol@msp.example"]
    max_duration = "P1Y"
  }

  break_glass {
    approvers    = ["security-leads"]
    approvals    = 2
    max_duration = "4h"
  }

  escalation {
    after = "7d"
    to    = ["soc@msp.example", "responders", "runbook"]
  }
}

group "responders" {
  members = ["dave@msp.example", "alice@msp.example"]
}

sink "runbook" {
  kind       = "webhook"
  url        = "https://hooks.msp.example/nhi"
  secret_env = "NHI_WEBHOOK_SECRET"
}

sink "post" {
  kind         = "mail"
  server       = "smtp://mail.msp.example:587"
  user         = "nhi"
  password_env = "NHI_MAIL_PASSWORD"
  from         = "nhi@msp.example"
}

sink "tickets" {
  kind       = "github"
  repository = "msp/security"
  token_env  = "NHI_GITHUB_TOKEN"
  labels     = ["security", "access"]
}
