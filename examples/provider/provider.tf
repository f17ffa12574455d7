terraform {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
}

# With no arguments at all, the register is .nhi/register.db beside the configuration.
provider "nhi" {
  tenant = "acme" # confines this configuration to one tenant
}
