# When the directory is lost, the recovery account may become administrator for
# four hours at a time, and somebody looks at it within three days.
resource "nhi_break_glass" "domain_admin" {
  tenant        = nhi_tenant.acme.id
  identity      = nhi_identity.recovery.id
  system        = nhi_system.directory.id
  privilege     = "domain-admins"
  max_duration  = "4h"
  review_within = "3d"
  activators    = ["raj@msp.example", "kim@msp.example"]
  reason        = "Restores the directory when nobody can log on any more."
  requested_by  = "jane@acme.example"

  # Made by ssh-keygen, and committed beside this file.
  approvals = [for signature in fileset(path.module, "approvals/*.sig") : file("${path.module}/${signature}")]
}

resource "nhi_identity" "recovery" {
  tenant      = nhi_tenant.acme.id
  name        = "svc-recovery"
  kind        = "service_account"
  owner       = "jane@acme.example"
  purpose     = "Restores the directory after a disaster."
  environment = "production"
}

resource "nhi_system" "directory" {
  tenant = nhi_tenant.acme.id
  name   = "directory"
  kind   = "record"
}

resource "nhi_tenant" "acme" {
  slug           = "acme"
  name           = "Acme Manufacturing"
  owner          = "jane@acme.example"
  contract_start = "2026-01-01T00:00:00Z"
}
