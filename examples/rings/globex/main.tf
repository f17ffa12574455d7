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
  tenant   = "globex"
}

module "tenant" {
  source = "../tenant"

  slug = "globex"
  name = "Globex Corporation"
  ring = 2
}
