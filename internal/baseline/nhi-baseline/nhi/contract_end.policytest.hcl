policytest {
  targets = ["contract_end.policy.hcl"]
}

resource "nhi_tenant" "acme" {
  attrs = { id = "acme-id", contract_end = "2027-06-30T00:00:00Z" }
}

resource "nhi_tenant" "gone" {
  attrs = { id = "gone-id", contract_end = "2026-06-30T00:00:00Z" }
}

resource "nhi_tenant" "leaving" {
  attrs = { id = "leaving-id", contract_end = "2026-06-30T00:00:00Z", offboard = true }
}

resource "nhi_tenant" "stays" {
  attrs = { id = "stays-id", contract_end = null }
}

resource "nhi_entitlement" "within" {
  attrs = { privilege = "read", tenant = "acme-id", expires_at = "2027-06-01T00:00:00Z" }
}

resource "nhi_entitlement" "open_ended" {
  attrs = { privilege = "read", tenant = "acme-id", expires_at = null }
}

resource "nhi_entitlement" "beyond" {
  attrs          = { privilege = "read", tenant = "acme-id", expires_at = "2027-07-01T00:00:00Z" }
  expect_failure = true
}

resource "nhi_entitlement" "of_a_tenant_that_apply_tells" {
  attrs = { privilege = "read", tenant = unknown("string"), expires_at = "2027-07-01T00:00:00Z" }
  expect { verdict = "undecided" }
}

resource "nhi_identity" "of_acme" {
  attrs = { name = "backup", tenant = "acme-id" }
}

resource "nhi_identity" "of_a_tenant_that_is_leaving" {
  attrs = { name = "backup", tenant = "leaving-id" }
}

resource "nhi_identity" "of_a_tenant_that_is_gone" {
  attrs          = { name = "backup", tenant = "gone-id" }
  expect_failure = true
}
