# One governed tenant: who its non-human identities are, what they may do, until
# when, and who looks at it how often.

terraform {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
}

provider "nhi" {
  policies = ["${path.module}/policies"]
}

resource "nhi_tenant" "acme" {
  slug            = "acme"
  name            = "Acme Manufacturing"
  owner           = "jane@acme.example"
  contract_start  = "2026-01-01T00:00:00Z"
  approved_vaults = ["vault://kv/acme/"]
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
  owner       = "jane@acme.example"
  purpose     = "Takes the nightly backups of the file servers."
  environment = "production"

  credential = {
    location     = "vault://kv/acme/svc-backup"
    rotate_every = "90d"
  }
}

resource "nhi_identity" "deploy" {
  tenant      = nhi_tenant.acme.id
  name        = "ci-deploy"
  kind        = "workload"
  owner       = "raj@acme.example"
  purpose     = "Deploys the web shop from its pipeline."
  environment = "production"
}

resource "nhi_review_schedule" "quarterly" {
  tenant         = nhi_tenant.acme.id
  name           = "quarterly"
  recurrence     = "quarterly"
  anchor         = "2026-01-15T09:00:00Z"
  reviewers      = ["raj@acme.example"]
  due_within     = "14d"
  overdue_action = "quarantine"

  selector = {
    privileged = true
  }
}

resource "nhi_entitlement" "backup_operator" {
  identity        = nhi_identity.backup.id
  system          = nhi_system.directory.id
  privilege       = "backup-operators"
  privileged      = true
  justification   = "Reads every file share in order to back it up."
  expires_at      = "2029-12-31T23:59:59Z"
  review_schedule = nhi_review_schedule.quarterly.id
}

resource "nhi_entitlement" "deploy_web" {
  identity      = nhi_identity.deploy.id
  system        = nhi_system.directory.id
  privilege     = "web-deployers"
  privileged    = false
  justification = "Writes to the document root of the web shop."
}
