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

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

const window = `
  starts_at       = "2026-02-01T00:00:00Z"
  expires_at      = "2026-03-01T00:00:00Z"
  review_schedule = nhi_review_schedule.quarterly.id
`

// windowed are estates with access that has a window, by its address.
var windowed = map[string]string{
	"nhi_entitlement.backup":     entitlement(window),
	"nhi_entitlement_set.backup": entitlementSet(operator, window),
}

// Each instant shows in one plan, is carried out by one apply, and leaves
// nothing to plan.
func TestAccessInTime(t *testing.T) {
	for address, body := range windowed {
		t.Run(address, func(t *testing.T) {
			w := newWorld(t)
			config := w.config(body)
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
		})
	}
}

// Since when somebody quarantined access stays in the plan and the state, whatever
// else is written, and goes with the quarantine.
func TestAccessQuarantined(t *testing.T) {
	for address, body := range windowed {
		t.Run(address, func(t *testing.T) {
			w := newWorld(t)
			config := w.config(body)
			edited := strings.Replace(config, "Reads every", "Reads each", 1)
			step := func(now, config string, action plancheck.ResourceActionType, status string, since knownvalue.Check) resource.TestStep {
				return resource.TestStep{
					PreConfig: w.at(now), Config: config,
					ConfigPlanChecks:  plans(action, address),
					ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is(status)), has(address, "quarantined_at", since)},
				}
			}
			quarantined := step("2026-02-11T00:00:00Z", config, plancheck.ResourceActionNoop, "quarantined", is("2026-02-10T00:00:00Z"))
			quarantined.PreConfig = func() {
				w.at("2026-02-10T00:00:00Z")()
				w.behind(quarantine)()
				w.at("2026-02-11T00:00:00Z")()
			}
			changed := step("2026-02-12T00:00:00Z", edited, plancheck.ResourceActionUpdate, "quarantined", is("2026-02-10T00:00:00Z"))
			changed.ConfigPlanChecks.PreApply = append(changed.ConfigPlanChecks.PreApply, plancheck.ExpectKnownValue(address, attributePathJSON("quarantined_at"), is("2026-02-10T00:00:00Z")))
			w.run(
				step("2026-02-01T00:00:00Z", config, plancheck.ResourceActionCreate, "active", knownvalue.Null()),
				quarantined,
				changed,
				step("2026-03-01T00:00:00Z", edited, plancheck.ResourceActionUpdate, "expired", knownvalue.Null()),
			)
		})
	}
}

// quarantine quarantines what there is.
func quarantine(ctx context.Context, kept register.Register) error {
	all, err := kept.Snapshot(ctx)
	if err != nil {
		return err
	}
	for _, e := range all.Entitlements {
		e.Status, e.Granted = governance.EntitlementQuarantined, false
		_, err = kept.Entitlements().Update(ctx, e)
	}
	for _, s := range all.EntitlementSets {
		s.Status, s.Granted = governance.EntitlementQuarantined, false
		_, err = kept.EntitlementSets().Update(ctx, s)
	}
	return err
}

// Time is never in the way of destroy, whether or not what it did was applied.
func TestAccessDestroyedInTime(t *testing.T) {
	for address, body := range windowed {
		for name, now := range map[string]string{
			"before": "2026-01-31T23:59:59Z", "at the start": "2026-02-01T00:00:00Z", "at the end": "2026-03-01T00:00:00Z", "after": "2029-01-01T00:00:00Z",
		} {
			t.Run(address+" "+name, func(t *testing.T) {
				w := newWorld(t)
				config := w.config(body)
				w.run(
					resource.TestStep{Config: config},
					resource.TestStep{PreConfig: w.at(now), Config: config, Destroy: true},
				)
			})
		}
	}
}

// An end in the past is refused when it is new or changed, when applying.
func TestAccessPastEnd(t *testing.T) {
	past := regexp.MustCompile("End is in the past")
	for address, body := range windowed {
		t.Run(address, func(t *testing.T) {
			w := newWorld(t)
			config := w.config(body)
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
					ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("expired"))},
				},
			)
		})
	}
}
