resource "nhi_tenant" "acme" {
  slug            = "acme"
  name            = "Acme Manufacturing"
  ring            = 1
  owner           = "jane@acme.example"
  contract_start  = "2026-01-01T00:00:00+01:00"
  contract_end    = "2029-01-01T00:00:00+01:00"
  approved_vaults = ["vault://kv/acme/"]

  # A change belongs to this tenant when any of these matches.
  selectors = {
    tags      = { customer = "acme" }
    accounts  = ["123456789012"]
    addresses = ["module.acme.*"]
  }

  labels = {
    tier = "gold"
  }
}
