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

func TestReviewSchedule(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_review_schedule.quarterly"
	least := w.config(estate)
	full := w.config(estate[:strings.Index(estate, `resource "nhi_review_schedule"`)] + `
resource "nhi_review_schedule" "quarterly" {
  tenant             = nhi_tenant.acme.id
  name               = "monthly"
  subjects           = "identities"
  recurrence         = "FREQ=MONTHLY;BYMONTHDAY=1"
  anchor             = "2026-01-01T10:00:00+01:00"
  reviewers          = ["joe@acme.example", "raj@acme.example"]
  fallback_reviewers = ["sue@acme.example"]
  due_within         = "P1M"
  overdue_action     = "revoke"
  evidence           = ["access_log"]

  selector = {
    kinds        = ["bot", "service_account"]
    environments = ["production"]
    systems      = [nhi_system.directory.id]
    privileged   = false
    labels       = { tier = "gold" }
  }
}
`)
	w.run(slices.Concat(
		[]resource.TestStep{{
			Config: least,
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "subjects", is("entitlements")),
				has(address, "selector.privileged", knownvalue.Null()),
				has(address, "selector.kinds", knownvalue.SetSizeExact(0)),
				has(address, "fallback_reviewers", knownvalue.SetSizeExact(0)),
				has(address, "next_due_at", is("2026-01-15T09:00:00Z")),
			},
		}},
		imports(least, address, "acme/quarterly")[1:],
		[]resource.TestStep{{
			Config:           full,
			ConfigPlanChecks: plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "name", is("monthly")),
				has(address, "subjects", is("identities")),
				has(address, "recurrence", is("FREQ=MONTHLY;BYMONTHDAY=1")),
				has(address, "anchor", is("2026-01-01T10:00:00+01:00")),
				has(address, "reviewers", knownvalue.SetSizeExact(2)),
				has(address, "fallback_reviewers", knownvalue.SetExact([]knownvalue.Check{is("sue@acme.example")})),
				has(address, "due_within", is("P1M")),
				has(address, "overdue_action", is("revoke")),
				has(address, "evidence", knownvalue.SetExact([]knownvalue.Check{is("access_log")})),
				has(address, "selector.kinds", knownvalue.SetExact([]knownvalue.Check{is("bot"), is("service_account")})),
				has(address, "selector.environments", knownvalue.SetExact([]knownvalue.Check{is("production")})),
				has(address, "selector.systems", knownvalue.SetSizeExact(1)),
				has(address, "selector.privileged", knownvalue.Bool(false)),
				has(address, "selector.labels.tier", is("gold")),
				has(address, "next_due_at", is("2026-01-01T09:00:00Z")),
			},
		}},
		imports(full, address, "acme/monthly")[1:],
		[]resource.TestStep{{
			Config: least,
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "subjects", is("entitlements")),
				has(address, "selector.privileged", knownvalue.Null()),
				has(address, "selector.systems", knownvalue.SetSizeExact(0)),
				has(address, "selector.labels", knownvalue.MapSizeExact(0)),
				has(address, "evidence", knownvalue.SetSizeExact(0)),
				has(address, "next_due_at", is("2026-01-15T09:00:00Z")),
			},
		}},
	)...)
}

func TestReviewScheduleInTime(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_review_schedule.quarterly"
	config := w.config(strings.Replace(estate, `"quarterly"`+"\n  anchor", `"FREQ=MONTHLY;COUNT=3"`+"\n  anchor", 1))
	step := func(now string, action plancheck.ResourceActionType, next knownvalue.Check) resource.TestStep {
		return resource.TestStep{
			PreConfig: w.at(now), Config: config, ConfigPlanChecks: plans(action, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "next_due_at", next)},
		}
	}
	w.run(
		step("2026-01-01T00:00:00Z", plancheck.ResourceActionCreate, is("2026-01-15T09:00:00Z")),
		step("2026-01-15T08:59:59Z", plancheck.ResourceActionNoop, is("2026-01-15T09:00:00Z")),
		step("2026-01-15T09:00:00Z", plancheck.ResourceActionUpdate, is("2026-02-15T09:00:00Z")),
		step("2026-03-01T00:00:00Z", plancheck.ResourceActionUpdate, is("2026-03-15T09:00:00Z")),
		step("2026-03-16T00:00:00Z", plancheck.ResourceActionUpdate, knownvalue.Null()),
		step("2029-01-01T00:00:00Z", plancheck.ResourceActionNoop, knownvalue.Null()),
	)
}
