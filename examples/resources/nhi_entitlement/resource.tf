resource "nhi_entitlement" "backup_operator" {
  identity            = nhi_identity.backup.id
  system              = nhi_system.directory.id
  privilege           = "backup-operators"
  scope               = "file-servers"
  privileged          = true
  justification       = "Reads every file share in order to back it up."
  expires_at          = "2029-12-31T23:59:59Z"
  review_schedule     = nhi_review_schedule.quarterly.id
  terraform_addresses = ["ad_group_membership.backup_operators"]
}

resource "nhi_identity" "backup" {
  tenant      = nhi_tenant.acme.id
  name        = "svc-backup"
  kind        = "service_account"
  owner       = "jane@acme.example"
  purpose     = "Takes the nightly backups of the file servers."
  environment = "production"
}

resource "nhi_system" "directory" {
  tenant = nhi_tenant.acme.id
  name   = "directory"
  kind   = "record"
}

resource "nhi_review_schedule" "quarterly" {
  tenant         = nhi_tenant.acme.id
  name           = "quarterly"
  recurrence     = "quarterly"
  anchor         = "2026-01-15T09:00:00Z"
  reviewers      = ["raj@acme.example"]
  due_within     = "14d"
  overdue_action = "quarantine"
}

resource "nhi_tenant" "acme" {
  slug           = "acme"
  name           = "Acme Manufacturing"
  owner          = "jane@acme.example"
  contract_start = "2026-01-01T00:00:00Z"
}
