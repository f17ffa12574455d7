resource "nhi_exception" "legacy_admin" {
  tenant       = nhi_tenant.acme.id
  control      = "privileged-access-is-governed"
  targets      = ["nhi_entitlement.legacy_admin", "module.legacy.*"]
  category     = "mitigated"
  reason       = "The vendor needs it until its least-privilege agent is released."
  mitigation   = "The account may log on to the backup server only."
  requested_by = "jane@acme.example"
  starts_at    = "2027-01-01T00:00:00Z"
  expires_at   = "2027-03-01T00:00:00Z"

  evidence = {
    ticket = "SEC-2217"
  }

  # Made by nhi approve, or by ssh-keygen, and committed beside this file.
  approvals = [for signature in fileset(path.module, "approvals/*.sig") : file("${path.module}/${signature}")]
}

resource "nhi_tenant" "acme" {
  slug           = "acme"
  name           = "Acme Manufacturing"
  owner          = "jane@acme.example"
  contract_start = "2026-01-01T00:00:00Z"
}
