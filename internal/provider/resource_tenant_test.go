package provider

import (
	"context"
	"regexp"
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

// What somebody else did to a record is undone, what they removed is made anew,
// and what only reads differently is left alone.
func TestTenant(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_tenant.acme"
	config := w.config(acme)
	w.run(
		resource.TestStep{
			Config: config,
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "revision", knownvalue.Int64Exact(1)),
				has(address, "created_at", is("2026-01-01T00:00:00Z")),
				has(address, "updated_at", is("2026-01-01T00:00:00Z")),
			},
		},
		imports(config, address, "acme")[0],
		resource.TestStep{
			// The same, said differently.
			Config: strings.Replace(config, `contract_start = "2026-01-01T00:00:00Z"`,
				`contract_start = "2025-12-31T19:00:00.000-05:00"`+"\n"+`labels = {}`+"\n"+`selectors = { tags = {} }`, 1),
			PlanOnly: true,
		},
		resource.TestStep{
			PreConfig: func() {
				w.at("2026-01-02T00:00:00Z")()
				w.behind(func(ctx context.Context, kept register.Register) error {
					tenant, err := kept.Tenants().Find(ctx, "acme")
					if err != nil {
						return err
					}
					tenant.Name = "Evil Manufacturing"
					_, err = kept.Tenants().Update(ctx, tenant)
					return err
				})()
			},
			Config:           config,
			ConfigPlanChecks: plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "name", is("Acme Manufacturing")),
				has(address, "revision", knownvalue.Int64Exact(3)),
				has(address, "created_at", is("2026-01-01T00:00:00Z")),
				has(address, "updated_at", is("2026-01-02T00:00:00Z")),
			},
		},
		resource.TestStep{
			PreConfig: w.behind(func(ctx context.Context, kept register.Register) error {
				tenant, err := kept.Tenants().Find(ctx, "acme")
				if err != nil {
					return err
				}
				return kept.Tenants().Delete(ctx, tenant.ID, 0)
			}),
			Config:           config,
			ConfigPlanChecks: plans(plancheck.ResourceActionCreate, address),
		},
	)
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
