package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/objectdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var reviewSchedules = &kind[governance.ReviewSchedule, reviewScheduleModel]{
	name:   governance.KindReviewSchedule,
	plural: "review_schedules",
	description: "A review schedule says how often which subjects of a tenant are reviewed, by whom, and what happens when nobody does. " +
		"Due dates are counted from the anchor, so a late review does not move the next one. " +
		"When a due date has come, the next plan shows `next_due_at` moving on, once, with a warning.",
	key:        "acme/quarterly",
	collection: register.Register.ReviewSchedules,
	model:      newReviewScheduleModel,
	attributes: attributes{
		"tenant":   replacing(requiredText("The id of the tenant whose subjects are reviewed. Another tenant makes it another schedule.")),
		"name":     requiredText("The name of the schedule, unique in its tenant. It has no slash, because it is a part of keys."),
		"subjects": subjects(),
		"selector": schema.SingleNestedAttribute{
			MarkdownDescription: "Which subjects are reviewed: those that match everything that is set here. All subjects of the tenant are reviewed by default.",
			Optional:            true,
			Computed:            true,
			Default:             objectdefault.StaticValue(reviewSelectorOf(governance.ReviewSelector{})),
			Attributes:          reviewSelectorAttributes,
		},
		"recurrence": requiredText("How often a review is due: `monthly`, `quarterly`, `semiannual`, `annual`, or an RFC 5545 rule such as `FREQ=MONTHLY;BYMONTHDAY=1`. " +
			"These are calendar months: a quarter from 30 November ends on the last day of February."),
		"anchor":             requiredInstant("The first due date, from which all others are counted, as an RFC 3339 instant with its offset."),
		"reviewers":          requiredSet("Who reviews, usually e-mail addresses. Nobody reviews what they own."),
		"fallback_reviewers": optionalSet("Who reviews what the reviewers own themselves."),
		"due_within":         requiredPeriod("How long after its due date a review may take before it is overdue: `36h`, `14d`, `12w`, or an ISO 8601 duration such as `P1M`. Shorter than the time between any two due dates, as the next review is asked for instead of the one before."),
		"overdue_action":     requiredText("What happens to what nobody reviewed in time: `escalate`, `quarantine` or `revoke`."),
		"evidence":           optionalSet("What a reviewer has to bring, such as `access_log`."),
		"next_due_at":        computedInstant("The next due date. It moves when that date has come, and is not set when a finite rule has no more."),
	},
	filters: []filter[governance.ReviewSchedule]{
		{"subjects", "Only schedules of these subjects.", func(s governance.ReviewSchedule) string { return string(s.Subjects) }},
		{"overdue_action", "Only schedules with this overdue action.", func(s governance.ReviewSchedule) string { return string(s.OverdueAction) }},
	},
	timing: &timing[reviewScheduleModel]{
		undecide: func(m *reviewScheduleModel) { m.NextDueAt = instant{types.StringUnknown()} },
		retimed: func(planned, prior reviewScheduleModel) bool {
			return !planned.Recurrence.Equal(prior.Recurrence) || !planned.Anchor.Equal(prior.Anchor)
		},
		foresee:  foreseeReviewSchedule,
		observe:  observeReviewSchedule,
		remember: func(stored *reviewScheduleModel, planned reviewScheduleModel) { stored.NextDueAt = planned.NextDueAt },
	},
}

var reviewSelectorAttributes = attributes{
	"kinds":        optionalSet("Only of identities of these kinds, such as `service_account`."),
	"environments": optionalSet("Only of identities in these environments."),
	"systems":      optionalSet("Only in the systems with these ids."),
	"privileged": schema.BoolAttribute{
		MarkdownDescription: "Only privileged entitlements, or with `false` only others.",
		Optional:            true,
	},
	"labels": optionalMap("Only of tenants with these labels."),
}

func subjects() schema.StringAttribute {
	attribute := requiredText("What is reviewed: `entitlements`, `identities`, `exceptions` or `break_glass`. The default is `entitlements`.")
	attribute.Required, attribute.Optional, attribute.Computed = false, true, true
	attribute.Default = stringdefault.StaticString(string(governance.ReviewEntitlements))
	return attribute
}

func foreseeReviewSchedule(_ context.Context, _ *session, at time.Time, planned, prior *reviewScheduleModel, final bool) diag.Diagnostics {
	if !planned.NextDueAt.IsUnknown() {
		return nil
	}
	next, err := planned.record().NextDue(at)
	planned.NextDueAt = instantOf(next)
	diags := failure(err)
	if !final && !prior.NextDueAt.IsNull() && !at.Before(timeOf(prior.NextDueAt)) {
		diags.Append(reviewDue("next_due_at", prior.NextDueAt))
	}
	return diags
}

func observeReviewSchedule(_ context.Context, s *session, read *reviewScheduleModel, earlier reviewScheduleModel) diag.Diagnostics {
	next, err := read.record().NextDue(s.now)
	read.NextDueAt = notYetCarriedOut(earlier.NextDueAt, instantOf(next), s.now)
	return failure(err)
}
