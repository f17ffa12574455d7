resource "nhi_exception" "domain_admin" {
  tenant       = nhi_tenant.acme.id
  control      = "privileged-access-is-governed"
  targets      = ["nhi_entitlement.domain_admin"]
  category     = "mitigated"
  reason       = "The vendor needs it until its least-privilege agent is released."
  mitigation   = "The account may log on to the backup server only."
  requested_by = "jane@msp.example"
  starts_at    = "2026-11-01T00:00:00Z"
  expires_at   = "2027-01-15T00:00:00Z"

  evidence = {
    ticket          = "SEC-2217"
    risk_assessment = "RA-0611"
  }

  approvals = [for signature in fileset(path.module, "approvals/*.sig") : file("${path.module}/${signature}")]
}
