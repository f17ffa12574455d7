# Every tenant rotates its keys within three months; this one may take six.
resource "nhi_variation" "key_age" {
  tenant       = nhi_tenant.acme.id
  control      = "keys-rotate"
  parameter    = "max_age"
  value        = "P6M"
  reason       = "The payment provider rotates its keys twice a year, in its own window."
  requested_by = "jane@acme.example"
  expires_at   = "2028-01-01T00:00:00Z"

  # Made by ssh-keygen, and committed beside this file.
  approvals = [for signature in fileset(path.module, "approvals/*.sig") : file("${path.module}/${signature}")]
}

resource "nhi_tenant" "acme" {
  slug           = "acme"
  name           = "Acme Manufacturing"
  owner          = "jane@acme.example"
  contract_start = "2026-01-01T00:00:00Z"
}
