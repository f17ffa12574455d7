terraform {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
}

provider "nhi" {
  register = "${path.module}/register.db"
}

variable "directory" {
  description = "Where the directory is, without a password."
  type        = string
}

resource "nhi_tenant" "acme" {
  slug           = "acme"
  name           = "Acme Manufacturing"
  owner          = "jane@acme.example"
  contract_start = "2026-01-01T00:00:00Z"
}

resource "nhi_system" "directory" {
  tenant = nhi_tenant.acme.id
  name   = "directory"
  kind   = "postgresql"
  config = { url = var.directory }
}

# Every plan looks for what no record says.
data "nhi_unmanaged_entitlements" "directory" {
  system = nhi_system.directory.id
}

check "everything_is_managed" {
  assert {
    condition     = length(data.nhi_unmanaged_entitlements.directory.entitlements) == 0
    error_message = "Nobody manages ${join(", ", [for e in data.nhi_unmanaged_entitlements.directory.entitlements : "${e.privilege} of ${e.account}"])}."
  }
}
