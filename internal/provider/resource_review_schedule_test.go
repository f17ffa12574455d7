package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
)

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
