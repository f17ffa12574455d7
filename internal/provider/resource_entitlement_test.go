package provider

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// entitlement is the estate with one entitlement that has more attributes.
func entitlement(more string) string {
	return estate + `
resource "nhi_entitlement" "backup" {
  identity      = nhi_identity.backup.id
  system        = nhi_system.directory.id
  privilege     = "backup-operators"
  justification = "Reads every file share."
` + more + `
}
`
}

// Everything that is computed follows what is given, and nothing lifts what a
// review decided.
func TestEntitlement(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_entitlement.backup"
	least := w.config(entitlement(""))
	reviewed := w.config(entitlement("review_schedule = nhi_review_schedule.quarterly.id"))
	w.run(
		resource.TestStep{
			Config: least,
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "status", is("active")),
				has(address, "granted", knownvalue.Bool(true)),
				has(address, "next_review_at", knownvalue.Null()),
				statecheck.CompareValuePairs(address, attributePathJSON("tenant"), "nhi_tenant.acme", attributePathJSON("id"), compare.ValuesSame()),
			},
		},
		imports(least, address, "")[0],
		imports(least, address, "acme/svc-backup/directory/backup-operators")[2],
		resource.TestStep{
			Config:            reviewed,
			ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "next_review_at", is("2026-01-15T09:00:00Z"))},
		},
		resource.TestStep{
			// A schedule that changes in the same apply leaves nothing to plan.
			Config: strings.NewReplacer(`"2026-01-15T09:00:00Z"`, `"2026-01-10T09:00:00Z"`, "Reads every", "Reads each").Replace(reviewed),
		},
		resource.TestStep{
			RefreshState:      true,
			RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
		},
		resource.TestStep{
			Config:            least,
			ConfigStateChecks: []statecheck.StateCheck{has(address, "next_review_at", knownvalue.Null())},
		},
		resource.TestStep{
			// A review quarantines what nobody reviewed: no plan lifts that.
			PreConfig: w.behind(func(ctx context.Context, kept register.Register) error {
				e, err := kept.Entitlements().Find(ctx, "acme/svc-backup/directory/backup-operators")
				if err != nil {
					return err
				}
				e.Status, e.Granted = governance.EntitlementQuarantined, false
				_, err = kept.Entitlements().Update(ctx, e)
				return err
			}),
			Config: strings.Replace(least, "Reads every", "Reads each", 1),
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "status", is("quarantined")),
				has(address, "granted", knownvalue.Bool(false)),
			},
		},
		resource.TestStep{
			Config:            w.config(entitlement(`scope = "files"`)),
			ConfigPlanChecks:  plans(plancheck.ResourceActionDestroyBeforeCreate, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("active"))},
		},
	)
}

// What was planned is what is applied, even when time passes between the two,
// and the next plan shows what it did.
func TestEntitlementAppliedLater(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_entitlement.backup"
	config := w.config(entitlement(window))
	edited := strings.Replace(config, "Reads every", "Reads each", 1)
	meanwhile := func(now string) resource.ConfigPlanChecks {
		return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectKnownValue(address, attributePathJSON("status"), is("active")),
			afterPlan(w.at(now)),
		}}
	}
	w.run(
		resource.TestStep{Config: config},
		resource.TestStep{
			// Planned when the start had come, applied when the end had.
			PreConfig:          w.at("2026-02-28T00:00:00Z"),
			Config:             config,
			ConfigPlanChecks:   meanwhile("2026-03-01T00:00:00Z"),
			ConfigStateChecks:  []statecheck.StateCheck{has(address, "status", is("active"))},
			ExpectNonEmptyPlan: true,
		},
		resource.TestStep{
			Config:            config,
			ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("expired"))},
		},
		resource.TestStep{
			// An end that has passed may be moved on, and the entitlement is back.
			Config:            strings.Replace(config, "2026-03-01T00", "2026-04-01T00", 1),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("active"))},
		},
		resource.TestStep{
			// Another change, planned before the end and applied after it.
			PreConfig:          w.at("2026-03-31T00:00:00Z"),
			Config:             strings.Replace(edited, "2026-03-01T00", "2026-04-01T00", 1),
			ConfigPlanChecks:   meanwhile("2026-04-01T00:00:00Z"),
			ConfigStateChecks:  []statecheck.StateCheck{has(address, "status", is("active"))},
			ExpectNonEmptyPlan: true,
		},
	)
}
