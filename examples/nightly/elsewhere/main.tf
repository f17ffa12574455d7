# Somebody else's configuration, which takes the end off the entitlement.

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

data "nhi_identity" "backup" {
  key = "acme/svc-backup"
}

data "nhi_system" "directory" {
  key = "acme/directory"
}

import {
  to = nhi_entitlement.backup_operator
  id = "acme/svc-backup/directory/backup-operators"
}

resource "nhi_entitlement" "backup_operator" {
  identity      = data.nhi_identity.backup.id
  system        = data.nhi_system.directory.id
  privilege     = "backup-operators"
  privileged    = true
  justification = "Reads every file share in order to back it up."
}
