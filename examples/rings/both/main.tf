# A configuration that reaches into two tenants at once.

terraform {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
}

provider "nhi" {
  register = "../register.db"
}

data "nhi_tenant" "each" {
  for_each = toset(["acme", "globex"])
  key      = each.key
}

resource "nhi_identity" "scanner" {
  for_each    = data.nhi_tenant.each
  tenant      = each.value.id
  name        = "svc-scanner"
  kind        = "service_account"
  owner       = "jane@msp.example"
  purpose     = "Looks for servers that lack updates."
  environment = "production"
}
