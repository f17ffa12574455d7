policytest {
  targets = ["ai_agent.policy.hcl"]
}

resource "nhi_identity" "agent" {
  attrs = { id = "agent-id", name = "triage", kind = "ai_agent", credential = { expires_at = "2027-02-01T00:00:00Z" } }
}

resource "nhi_identity" "service" {
  attrs = { id = "service-id", name = "backup", kind = "service_account", credential = null }
}

resource "nhi_identity" "endless_agent" {
  attrs = { id = "endless-id", name = "triage", kind = "ai_agent", credential = null }
  expect { policy = "nhi_agent_has_an_off_switch" }
}

resource "nhi_entitlement" "for_a_week" {
  attrs = { privilege = "deploy", identity = "agent-id", privileged = true, expires_at = "2027-01-22T00:00:00Z" }
}

resource "nhi_entitlement" "of_a_service" {
  attrs = { privilege = "deploy", identity = "service-id", privileged = true, expires_at = "2027-12-01T00:00:00Z" }
}

resource "nhi_entitlement" "ordinary" {
  attrs = { privilege = "read", identity = "agent-id", privileged = false, expires_at = null }
}

resource "nhi_entitlement" "for_a_year" {
  attrs = { privilege = "deploy", identity = "agent-id", privileged = true, starts_at = "2027-01-01T00:00:00Z", expires_at = "2027-12-01T00:00:00Z" }
  expect { policy = "nhi_agent_is_privileged_for_a_short_time" }
}

resource "nhi_entitlement" "of_whom_apply_tells" {
  attrs = { privilege = "deploy", identity = unknown("string"), privileged = true, expires_at = "2027-12-01T00:00:00Z" }
  expect { verdict = "undecided" }
}
