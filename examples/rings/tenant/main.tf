# What every tenant has. Each of them has a folder of its own that uses this.

terraform {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
}

variable "slug" {
  type = string
}

variable "name" {
  type = string
}

variable "ring" {
  type        = number
  description = "When a change comes to this tenant: ring 0 goes first."
}

resource "nhi_tenant" "this" {
  slug           = var.slug
  name           = var.name
  ring           = var.ring
  owner          = "jane@msp.example"
  contract_start = "2026-01-01T00:00:00Z"
}

resource "nhi_system" "directory" {
  tenant = nhi_tenant.this.id
  name   = "directory"
  kind   = "record"
}

resource "nhi_identity" "monitoring" {
  tenant      = nhi_tenant.this.id
  name        = "svc-monitoring"
  kind        = "service_account"
  owner       = "jane@msp.example"
  purpose     = "Watches the servers of the tenant."
  environment = "production"
}
