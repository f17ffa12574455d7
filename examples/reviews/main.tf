terraform {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
}

provider "nhi" {
  register = "${path.module}/register.db"
  policies = ["${path.module}/policies"]
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

resource "nhi_review_schedule" "quarterly" {
  tenant         = nhi_tenant.acme.id
  name           = "quarterly"
  recurrence     = "quarterly"
  anchor         = "2026-11-30T09:00:00Z"
  reviewers      = ["jane@msp.example", "raj@msp.example"]
  due_within     = "14d"
  overdue_action = "quarantine"
  evidence       = ["access_log"]
}

resource "nhi_entitlement" "backup_operator" {
  identity        = nhi_identity.backup.id
  system          = nhi_system.directory.id
  privilege       = "backup-operators"
  privileged      = true
  justification   = "Reads every file share in order to back it up."
  expires_at      = "2027-11-15T00:00:00Z"
  review_schedule = nhi_review_schedule.quarterly.id
}

resource "nhi_break_glass" "restore" {
  tenant        = nhi_tenant.acme.id
  identity      = nhi_identity.backup.id
  system        = nhi_system.directory.id
  privilege     = "domain-admins"
  max_duration  = "PT1H"
  review_within = "P3D"
  activators    = ["raj@msp.example"]
  reason        = "Restores the directory itself."
  requested_by  = "jane@msp.example"
  approvals     = [for signature in fileset(path.module, "approvals/*.sig") : file("${path.module}/${signature}")]
}
