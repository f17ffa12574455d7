terraform {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
}

provider "nhi" {
  policies = ["policies"]
}

resource "nhi_tenant" "acme" {
  slug           = "acme"
  name           = "Acme Manufacturing"
  owner          = "jane@msp.example"
  contract_start = "2026-01-01T00:00:00Z"
}

resource "nhi_system" "directory" {
  tenant = nhi_tenant.acme.id
  name   = "directory"
  kind   = "record"
}

resource "nhi_identity" "backup" {
  tenant      = nhi_tenant.acme.id
  name        = "svc-backup"
  kind        = "service_account"
  owner       = "jane@msp.example"
  purpose     = "Takes the nightly backups of the file servers."
  environment = "production"
}
