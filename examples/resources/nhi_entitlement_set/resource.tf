# All that the identity holds in the directory, and nothing else.
resource "nhi_entitlement_set" "backup" {
  identity        = nhi_identity.backup.id
  system          = nhi_system.directory.id
  justification   = "Reads every file share in order to back it up."
  review_schedule = nhi_review_schedule.quarterly.id

  privileges = [
    { name = "remote-logon" },
    { name = "backup-operators", scope = "file-servers", privileged = true },
  ]
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
