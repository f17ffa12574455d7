resource "nhi_identity" "backup" {
  tenant      = nhi_tenant.acme.id
  name        = "svc-backup"
  kind        = "service_account"
  owner       = "jane@acme.example"
  purpose     = "Takes the nightly backups of the file servers."
  environment = "production"

  credential = {
    location     = "vault://kv/acme/svc-backup"
    issued_at    = "2026-01-02T08:00:00Z"
    rotate_every = "90d"
  }
}

resource "nhi_tenant" "acme" {
  slug           = "acme"
  name           = "Acme Manufacturing"
  owner          = "jane@acme.example"
  contract_start = "2026-01-01T00:00:00Z"
}
