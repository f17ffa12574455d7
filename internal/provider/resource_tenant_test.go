package provider

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

const acme = `
resource "nhi_tenant" "acme" {
  slug           = "acme"
  name           = "Acme Manufacturing"
  owner          = "jane@acme.example"
  contract_start = "2026-01-01T00:00:00Z"
}
`

func TestTenant(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_tenant.acme"
	least := w.config(acme)
	full := w.config(`
resource "nhi_tenant" "acme" {
  slug            = "acme"
  name            = "Acme Holding"
  owner           = "joe@acme.example"
  ring            = 2
  contract_start  = "2026-01-01T01:00:00+01:00"
  contract_end    = "2027-01-01T00:00:00Z"
  approved_vaults = ["vault://kv/acme/", "https://vault.example/acme/"]
  labels          = { tier = "gold" }
  offboard        = true

  selectors = {
    tags      = { customer = "acme" }
    accounts  = ["123456789012"]
    addresses = ["module.acme.*"]
  }
}
`)
	w.run(slices.Concat(
		[]resource.TestStep{{
			Config: least,
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "slug", is("acme")),
				has(address, "ring", knownvalue.Int64Exact(0)),
				has(address, "contract_end", knownvalue.Null()),
				has(address, "approved_vaults", knownvalue.SetSizeExact(0)),
				has(address, "offboard", knownvalue.Bool(false)),
				has(address, "revision", knownvalue.Int64Exact(1)),
				has(address, "created_at", is("2026-01-01T00:00:00Z")),
			},
		}},
		imports(least, address, "acme"),
		[]resource.TestStep{{
			PreConfig:        w.at("2026-01-02T00:00:00Z"),
			Config:           full,
			ConfigPlanChecks: plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "name", is("Acme Holding")),
				has(address, "owner", is("joe@acme.example")),
				has(address, "ring", knownvalue.Int64Exact(2)),
				has(address, "contract_start", is("2026-01-01T01:00:00+01:00")),
				has(address, "contract_end", is("2027-01-01T00:00:00Z")),
				has(address, "approved_vaults", knownvalue.SetExact([]knownvalue.Check{is("https://vault.example/acme/"), is("vault://kv/acme/")})),
				has(address, "labels", knownvalue.MapExact(map[string]knownvalue.Check{"tier": is("gold")})),
				has(address, "selectors.tags.customer", is("acme")),
				has(address, "selectors.accounts", knownvalue.SetExact([]knownvalue.Check{is("123456789012")})),
				has(address, "selectors.addresses", knownvalue.SetExact([]knownvalue.Check{is("module.acme.*")})),
				has(address, "offboard", knownvalue.Bool(true)),
				has(address, "revision", knownvalue.Int64Exact(2)),
				has(address, "created_at", is("2026-01-01T00:00:00Z")),
				has(address, "updated_at", is("2026-01-02T00:00:00Z")),
			},
		}},
		// Imported, an instant has the register's spelling, and still no difference.
		imports(full, address, "acme")[1:],
		[]resource.TestStep{
			{
				Config: w.config(acme),
				ConfigStateChecks: []statecheck.StateCheck{
					has(address, "contract_end", knownvalue.Null()),
					has(address, "approved_vaults", knownvalue.SetSizeExact(0)),
					has(address, "labels", knownvalue.MapSizeExact(0)),
					has(address, "selectors.tags", knownvalue.MapSizeExact(0)),
					has(address, "selectors.accounts", knownvalue.SetSizeExact(0)),
					has(address, "offboard", knownvalue.Bool(false)),
				},
			},
			{
				// The same, said differently.
				Config: strings.Replace(least, `contract_start = "2026-01-01T00:00:00Z"`,
					`contract_start = "2025-12-31T19:00:00.000-05:00"`+"\n"+`labels = {}`+"\n"+`selectors = { tags = {} }`, 1),
				PlanOnly: true,
			},
			{
				PreConfig: w.behind(func(ctx context.Context, kept register.Register) error {
					tenant, err := kept.Tenants().Find(ctx, "acme")
					if err != nil {
						return err
					}
					tenant.Name = "Evil Manufacturing"
					_, err = kept.Tenants().Update(ctx, tenant)
					return err
				}),
				Config:            least,
				ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate, address),
				ConfigStateChecks: []statecheck.StateCheck{has(address, "name", is("Acme Manufacturing"))},
			},
			{
				PreConfig: w.behind(func(ctx context.Context, kept register.Register) error {
					tenant, err := kept.Tenants().Find(ctx, "acme")
					if err != nil {
						return err
					}
					return kept.Tenants().Delete(ctx, tenant.ID, 0)
				}),
				Config:           least,
				ConfigPlanChecks: plans(plancheck.ResourceActionCreate, address),
			},
			{
				Config:            strings.Replace(least, `"acme"`+"\n", `"acme-two"`+"\n", 1),
				ConfigPlanChecks:  plans(plancheck.ResourceActionDestroyBeforeCreate, address),
				ConfigStateChecks: []statecheck.StateCheck{has(address, "slug", is("acme-two"))},
			},
		},
	)...)
}

// A tenant with live identities stays, unless it is being offboarded. The
// identity is made behind Terraform's back, which deletes its own ones first.
func TestTenantWithIdentitiesStays(t *testing.T) {
	w := newWorld(t)
	offboard := strings.Replace(acme, "name ", "offboard = true\nname ", 1)
	w.run(
		resource.TestStep{Config: w.config(acme)},
		resource.TestStep{
			PreConfig:   w.behind(addIdentity("acme", "svc-backup")),
			Config:      w.config(acme),
			Destroy:     true,
			ExpectError: regexp.MustCompile("offboard"),
		},
		resource.TestStep{Config: w.config(offboard)},
		resource.TestStep{Config: w.config(offboard), Destroy: true},
	)
}

// Whoever writes between plan and apply wins, and the apply says so.
func TestConflict(t *testing.T) {
	w := newWorld(t)
	rename := w.behind(func(ctx context.Context, kept register.Register) error {
		tenant, err := kept.Tenants().Find(ctx, "acme")
		if err != nil {
			return err
		}
		tenant.Name += " and Sons"
		_, err = kept.Tenants().Update(ctx, tenant)
		return err
	})
	between := resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{afterPlan(rename)}}
	conflict := regexp.MustCompile("Record changed since it was planned")
	renamed := w.config(strings.Replace(acme, "Acme Manufacturing", "Acme", 1))
	w.run(
		resource.TestStep{Config: w.config(acme)},
		resource.TestStep{Config: renamed, ConfigPlanChecks: between, ExpectError: conflict},
		resource.TestStep{Config: renamed, ConfigStateChecks: []statecheck.StateCheck{has("nhi_tenant.acme", "name", is("Acme"))}},
		resource.TestStep{Config: renamed, Destroy: true, ConfigPlanChecks: between, ExpectError: conflict},
		resource.TestStep{Config: renamed},
	)
}
