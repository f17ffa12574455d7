package provider

import (
	"context"
	"regexp"
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

const window = `
  starts_at       = "2026-02-01T00:00:00Z"
  expires_at      = "2026-03-01T00:00:00Z"
  review_schedule = nhi_review_schedule.quarterly.id
`

// Each instant shows in one plan, is carried out by one apply, and leaves
// nothing to plan.
func TestEntitlementInTime(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_entitlement.backup"
	config := w.config(entitlement(window))
	step := func(now string, action plancheck.ResourceActionType, status string, granted bool, next knownvalue.Check) resource.TestStep {
		return resource.TestStep{
			PreConfig:        w.at(now),
			Config:           config,
			ConfigPlanChecks: plans(action, address),
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "status", is(status)),
				has(address, "granted", knownvalue.Bool(granted)),
				has(address, "next_review_at", next),
			},
		}
	}
	w.run(
		step("2026-01-01T00:00:00Z", plancheck.ResourceActionCreate, "scheduled", false, is("2026-01-15T09:00:00Z")),
		step("2026-01-15T08:59:59Z", plancheck.ResourceActionNoop, "scheduled", false, is("2026-01-15T09:00:00Z")),
		step("2026-01-15T09:00:00Z", plancheck.ResourceActionUpdate, "scheduled", false, is("2026-04-15T09:00:00Z")),
		step("2026-01-31T23:59:59Z", plancheck.ResourceActionNoop, "scheduled", false, is("2026-04-15T09:00:00Z")),
		step("2026-02-01T00:00:00Z", plancheck.ResourceActionUpdate, "active", true, is("2026-04-15T09:00:00Z")),
		step("2026-02-28T23:59:59Z", plancheck.ResourceActionNoop, "active", true, is("2026-04-15T09:00:00Z")),
		step("2026-03-01T00:00:00Z", plancheck.ResourceActionUpdate, "expired", false, knownvalue.Null()),
		step("2029-01-01T00:00:00Z", plancheck.ResourceActionNoop, "expired", false, knownvalue.Null()),
	)
}

// Time is never in the way of destroy, whether or not what it did was applied.
func TestEntitlementDestroyedInTime(t *testing.T) {
	for name, now := range map[string]string{
		"before": "2026-01-31T23:59:59Z", "at the start": "2026-02-01T00:00:00Z", "at the end": "2026-03-01T00:00:00Z", "after": "2029-01-01T00:00:00Z",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			config := w.config(entitlement(window))
			w.run(
				resource.TestStep{Config: config},
				resource.TestStep{PreConfig: w.at(now), Config: config, Destroy: true},
			)
		})
	}
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

// An end in the past is refused when it is new or changed, when applying.
func TestEntitlementPastEnd(t *testing.T) {
	w := newWorld(t)
	past := regexp.MustCompile("End is in the past")
	config := w.config(entitlement(window))
	w.run(
		resource.TestStep{PreConfig: w.at("2026-03-01T00:00:00Z"), Config: config, ExpectError: past},
		resource.TestStep{PreConfig: w.at("2026-01-01T00:00:00Z"), Config: config},
		resource.TestStep{
			PreConfig:   w.at("2026-02-15T00:00:00Z"),
			Config:      strings.Replace(config, "2026-03-01T00", "2026-02-14T00", 1),
			ExpectError: past,
		},
		resource.TestStep{
			PreConfig:         w.at("2026-03-01T00:00:00Z"),
			Config:            strings.Replace(config, "Reads every", "Reads each", 1),
			ConfigStateChecks: []statecheck.StateCheck{has("nhi_entitlement.backup", "status", is("expired"))},
		},
	)
}
