resource "nhi_review_schedule" "quarterly" {
  tenant             = nhi_tenant.acme.id
  name               = "quarterly"
  recurrence         = "quarterly"
  anchor             = "2026-01-15T09:00:00Z"
  reviewers          = ["raj@acme.example"]
  fallback_reviewers = ["sue@acme.example"]
  due_within         = "14d"
  overdue_action     = "quarantine"
  evidence           = ["access_log"]

  # Only privileged entitlements of these kinds of identities.
  selector = {
    kinds      = ["service_account", "api_key"]
    privileged = true
  }
}

resource "nhi_tenant" "acme" {
  slug           = "acme"
  name           = "Acme Manufacturing"
  owner          = "jane@acme.example"
  contract_start = "2026-01-01T00:00:00Z"
}
