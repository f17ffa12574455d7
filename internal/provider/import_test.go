package provider

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

// everything is one record of each kind that has an attribute to set, with every
// attribute set, in the spelling of the register.
const everything = `
resource "nhi_tenant" "acme" {
  slug            = "acme"
  name            = "Acme"
  ring            = 3
  owner           = "jane@acme.example"
  contract_start  = "2026-01-01T00:00:00Z"
  contract_end    = "2029-01-01T00:00:00.5Z"
  approved_vaults = ["vault://kv/acme/", "vault://kv/shared/"]
  labels          = { tier = "gold" }
  offboard        = true

  selectors = {
    tags      = { tenant = "acme" }
    accounts  = ["111122223333"]
    addresses = ["module.acme.*"]
  }
}

resource "nhi_system" "directory" {
  tenant = nhi_tenant.acme.id
  name   = "directory"
  kind   = "record"
}

resource "nhi_identity" "backup" {
  tenant      = nhi_tenant.acme.id
  name        = "svc-backup"
  kind        = "workload"
  owner       = "jane@acme.example"
  purpose     = "Takes backups."
  environment = "production"
  external_id = "S-1-5-21"
  vendor      = "Veritas"
  human_use   = true

  credential = {
    location     = "vault://kv/acme/svc-backup"
    issued_at    = "2026-01-01T00:00:00Z"
    rotate_every = "P3M"
    expires_at   = "2027-01-01T00:00:00Z"
  }
}

resource "nhi_review_schedule" "quarterly" {
  tenant             = nhi_tenant.acme.id
  name               = "quarterly"
  subjects           = "entitlements"
  recurrence         = "FREQ=MONTHLY;BYMONTHDAY=15"
  anchor             = "2026-01-15T09:00:00Z"
  reviewers          = ["raj@acme.example"]
  fallback_reviewers = ["kim@acme.example"]
  due_within         = "P14D"
  overdue_action     = "quarantine"
  evidence           = ["access_log"]

  selector = {
    kinds        = ["workload"]
    environments = ["production"]
    systems      = [nhi_system.directory.id]
    privileged   = true
    labels       = { tier = "gold" }
  }
}

resource "nhi_entitlement" "backup" {
  identity            = nhi_identity.backup.id
  system              = nhi_system.directory.id
  privilege           = "backup-operators"
  scope               = "files"
  privileged          = true
  justification       = "Reads every file share."
  starts_at           = "2026-01-01T00:00:00Z"
  expires_at          = "2027-01-01T00:00:00Z"
  review_schedule     = nhi_review_schedule.quarterly.id
  terraform_addresses = ["aws_iam_user_policy.backup"]
}

resource "nhi_exception" "admin" {
  tenant       = nhi_tenant.acme.id
  control      = "access-ends"
  targets      = ["module.legacy.*", "nhi_entitlement.backup"]
  category     = "mitigated"
  reason       = "The vendor migrates in March."
  mitigation   = "It is watched."
  evidence     = { ticket = "SEC-1" }
  requested_by = "dave@acme.example"
  starts_at    = "2026-02-01T00:00:00Z"
  expires_at   = "2026-03-01T00:00:00Z"
  approvals    = ["a", "b"]
}

resource "nhi_system" "vault" {
  tenant = nhi_tenant.acme.id
  name   = "vault"
  kind   = "record"
}

resource "nhi_entitlement_set" "vault" {
  identity            = nhi_identity.backup.id
  system              = nhi_system.vault.id
  privileges          = [{ name = "reader", scope = "files", privileged = true }, { name = "writer" }]
  justification       = "Reads its keys."
  starts_at           = "2026-01-01T00:00:00Z"
  expires_at          = "2027-01-01T00:00:00Z"
  review_schedule     = nhi_review_schedule.quarterly.id
  terraform_addresses = ["module.backup.*"]
}

resource "nhi_variation" "age" {
  tenant       = nhi_tenant.acme.id
  control      = "keys-rotate"
  parameter    = "max_age"
  value        = "P6M"
  reason       = "The bank rotates in its own window."
  requested_by = "dave@acme.example"
  expires_at   = "2026-03-01T00:00:00Z"
  approvals    = ["a", "b"]
}

resource "nhi_break_glass" "admin" {
  tenant        = nhi_tenant.acme.id
  identity      = nhi_identity.backup.id
  system        = nhi_system.directory.id
  privilege     = "domain-admins"
  scope         = "forest"
  max_duration  = "PT4H"
  review_within = "P3D"
  activators    = ["raj@msp.example"]
  reason        = "Restores the directory."
  requested_by  = "dave@acme.example"
  approvals     = ["a", "b"]
}
`

// What is imported is what was applied, whatever is set.
func TestImportOfEverything(t *testing.T) {
	w := newWorld(t)
	config := w.config(everything)
	steps := []resource.TestStep{{Config: config}}
	for address, key := range map[string]string{
		"nhi_tenant.acme": "acme", "nhi_system.directory": "acme/directory", "nhi_identity.backup": "acme/svc-backup", "nhi_review_schedule.quarterly": "acme/quarterly",
		"nhi_entitlement.backup": "acme/svc-backup/directory/backup-operators@files", "nhi_exception.admin": "acme/access-ends",
		"nhi_entitlement_set.vault": "acme/svc-backup/vault", "nhi_variation.age": "acme/keys-rotate/max_age",
		"nhi_break_glass.admin": "acme/svc-backup/directory/domain-admins@forest",
	} {
		steps = append(steps, resource.TestStep{Config: config, ResourceName: address, ImportState: true, ImportStateId: key, ImportStateVerify: true})
	}
	w.run(steps...)
}
