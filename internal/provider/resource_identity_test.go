package provider

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
)

func TestIdentity(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_identity.backup"
	least := w.config(acme + `
resource "nhi_identity" "backup" {
  tenant      = nhi_tenant.acme.id
  name        = "svc-backup"
  kind        = "service_account"
  owner       = "jane@acme.example"
  purpose     = "Takes the nightly backups."
  environment = "production"
}
`)
	full := w.config(acme + `
resource "nhi_identity" "backup" {
  tenant      = nhi_tenant.acme.id
  name        = "svc-archive"
  kind        = "workload"
  owner       = "joe@acme.example"
  purpose     = "Archives."
  environment = "staging"
  external_id = "S-1-5-21"
  vendor      = "Veritas"
  human_use   = true

  credential = {
    location     = "vault://kv/acme/svc-backup"
    issued_at    = "2026-01-01T02:00:00+02:00"
    rotate_every = "12w"
    expires_at   = "2026-12-31T00:00:00Z"
  }
}
`)
	w.run(slices.Concat(
		[]resource.TestStep{{
			Config: least,
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "credential", knownvalue.Null()),
				has(address, "vendor", knownvalue.Null()),
				has(address, "human_use", knownvalue.Bool(false)),
			},
		}},
		imports(least, address, "acme/svc-backup"),
		[]resource.TestStep{{
			Config:           full,
			ConfigPlanChecks: plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "name", is("svc-archive")),
				has(address, "kind", is("workload")),
				has(address, "owner", is("joe@acme.example")),
				has(address, "purpose", is("Archives.")),
				has(address, "environment", is("staging")),
				has(address, "external_id", is("S-1-5-21")),
				has(address, "vendor", is("Veritas")),
				has(address, "human_use", knownvalue.Bool(true)),
				has(address, "credential.location", is("vault://kv/acme/svc-backup")),
				has(address, "credential.issued_at", is("2026-01-01T02:00:00+02:00")),
				has(address, "credential.rotate_every", is("12w")),
				has(address, "credential.expires_at", is("2026-12-31T00:00:00Z")),
			},
		}},
		imports(full, address, "acme/svc-archive")[1:],
		[]resource.TestStep{
			{
				// The same instants and period, spelled differently.
				Config:   strings.NewReplacer("2026-01-01T02:00:00+02:00", "2025-12-31T19:00:00-05:00", "12w", "P84D").Replace(full),
				PlanOnly: true,
			},
			{
				Config:            strings.Replace(full, `rotate_every = "12w"`, ``, 1),
				ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate, address),
				ConfigStateChecks: []statecheck.StateCheck{has(address, "credential.rotate_every", knownvalue.Null())},
			},
			{
				Config: least,
				ConfigStateChecks: []statecheck.StateCheck{
					has(address, "credential", knownvalue.Null()),
					has(address, "vendor", knownvalue.Null()),
					has(address, "external_id", knownvalue.Null()),
					has(address, "human_use", knownvalue.Bool(false)),
				},
			},
			{
				Config: strings.Replace(least, "tenant      = nhi_tenant.acme.id", "tenant      = nhi_tenant.globex.id", 1) + globex,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(address, plancheck.ResourceActionDestroyBeforeCreate),
				}},
			},
		},
	)...)
}

const globex = `
resource "nhi_tenant" "globex" {
  slug           = "globex"
  name           = "Globex"
  owner          = "hank@globex.example"
  contract_start = "2026-01-01T00:00:00Z"
}
`
