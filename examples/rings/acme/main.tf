terraform {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
}

# Nothing of another tenant is read or written from here.
provider "nhi" {
  register = "../register.db"
  tenant   = "acme"
}

module "tenant" {
  source = "../tenant"

  slug = "acme"
  name = "Acme Manufacturing"
  ring = 0
}
