package provider

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// accessModel is what time does to an entitlement, and to a set of them, and
// what it goes by.
type accessModel struct {
	StartsAt       instant      `tfsdk:"starts_at"`
	ExpiresAt      instant      `tfsdk:"expires_at"`
	ReviewSchedule types.String `tfsdk:"review_schedule"`
	Status         types.String `tfsdk:"status"`
	Granted        types.Bool   `tfsdk:"granted"`
	QuarantinedAt  instant      `tfsdk:"quarantined_at"`
	NextReviewAt   instant      `tfsdk:"next_review_at"` // of the schedule, which the register keeps
}

// newAccessModel takes what it needs of an entitlement.
func newAccessModel(e governance.Entitlement) accessModel {
	return accessModel{
		StartsAt:       instantOf(e.StartsAt),
		ExpiresAt:      instantOf(e.ExpiresAt),
		ReviewSchedule: textOf(e.ReviewScheduleID),
		Status:         types.StringValue(string(e.Status)),
		Granted:        types.BoolValue(e.Granted),
		QuarantinedAt:  instantOf(e.QuarantinedAt),
	}
}

// access is an entitlement as far as time is concerned.
func (m accessModel) access() governance.Entitlement {
	return governance.Entitlement{
		StartsAt:         timeOf(m.StartsAt),
		ExpiresAt:        timeOf(m.ExpiresAt),
		ReviewScheduleID: m.ReviewSchedule.ValueString(),
		Status:           governance.EntitlementStatus(m.Status.ValueString()),
		Granted:          m.Granted.ValueBool(),
		QuarantinedAt:    timeOf(m.QuarantinedAt),
	}
}

// accessAttributes are those of an access model.
func accessAttributes(what string) attributes {
	return attributes{
		"starts_at":       optionalInstant("When " + what + " begins, as an RFC 3339 instant with its offset. It begins at once by default."),
		"expires_at":      optionalInstant("When " + what + " ends (exclusive), as an RFC 3339 instant with its offset. An instant in the past is refused when it is new or changed."),
		"review_schedule": optionalText("The id of the review schedule that reviews " + what + "."),
		"status": computedText("Where " + what + " stands: `scheduled`, `active`, `quarantined`, `expired` or `revoked`. " +
			"It is decided from the clock, shown by the plan, and carried out by applying."),
		"granted": computedFlag("Whether the system has " + what + ", as observed when planning. What was taken away or given behind Terraform's back is a difference, and applying puts it right. " +
			"In a `record` system it has it while the status is `active`."),
		"quarantined_at": computedInstant("Since when it is quarantined. A review that keeps it, or reduces it, lifts the quarantine when it was made then or later."),
		"next_review_at": computedInstant("The next due date of the review schedule. It moves when that date has come, and is not set for what has ended."),
	}
}

// accessTiming is the timing of models with an access model. Called is what one
// is called at the beginning of a sentence.
func accessTiming[M any](part func(*M) *accessModel, called func(M) string) *timing[M] {
	return &timing[M]{
		undecide: func(m *M) {
			a := part(m)
			a.Status, a.Granted = types.StringUnknown(), types.BoolUnknown()
			a.QuarantinedAt, a.NextReviewAt = instant{types.StringUnknown()}, instant{types.StringUnknown()}
		},
		retimed: func(planned, prior M) bool {
			p, q := part(&planned), part(&prior)
			return !p.StartsAt.Equal(q.StartsAt) || !p.ExpiresAt.Equal(q.ExpiresAt) || !p.ReviewSchedule.Equal(q.ReviewSchedule)
		},
		foresee: func(ctx context.Context, s *session, at time.Time, planned, prior *M, final bool) diag.Diagnostics {
			var before *accessModel
			if prior != nil {
				before = part(prior)
			}
			return foreseeAccess(ctx, s, at, called(*planned), part(planned), before, final)
		},
		observe: func(ctx context.Context, s *session, read *M, earlier M) diag.Diagnostics {
			a := part(read)
			next, err := nextReview(ctx, s, a.access())
			a.NextReviewAt = notYetCarriedOut(part(&earlier).NextReviewAt, instantOf(next), s.now)
			return failure(err)
		},
		remember: func(stored *M, planned M) { part(stored).NextReviewAt = part(&planned).NextReviewAt },
	}
}

func foreseeAccess(ctx context.Context, s *session, at time.Time, called string, planned, prior *accessModel, final bool) diag.Diagnostics {
	var diags diag.Diagnostics
	if planned.Status.IsUnknown() {
		e := planned.access()
		if prior != nil {
			e.Status = prior.access().Status
		}
		status := e.StatusAt(at)
		if !final && status != e.Status {
			diags.Append(accessLapse(called, e, status))
		}
		planned.Status = types.StringValue(string(status))
	}
	if planned.QuarantinedAt.IsUnknown() {
		planned.QuarantinedAt = instantOf(time.Time{}) // what is quarantined is so already, by others than Terraform
		if prior != nil && planned.access().Status == governance.EntitlementQuarantined {
			planned.QuarantinedAt = prior.QuarantinedAt
		}
	}
	if planned.Granted.IsUnknown() {
		granted := planned.access().Status == governance.EntitlementActive
		if !final && prior != nil && planned.Status.Equal(prior.Status) && granted != prior.Granted.ValueBool() {
			diags.Append(drifted(called, granted))
		}
		planned.Granted = types.BoolValue(granted)
	}
	if planned.NextReviewAt.IsUnknown() {
		diags.Append(foreseeReview(ctx, s, at, planned, prior, final)...)
	}
	return diags
}

// foreseeReview says when the next review is due. A due date that has come moves
// on, but how far is left open until it is applied, because the schedule may
// change in the same apply; one that has not come stays for the same reason.
func foreseeReview(ctx context.Context, s *session, at time.Time, planned, prior *accessModel, final bool) diag.Diagnostics {
	e := planned.access()
	switch {
	case !reviewed(e):
		planned.NextReviewAt = instantOf(time.Time{})
	case final:
		next, err := nextReview(ctx, s, e)
		planned.NextReviewAt = instantOf(next)
		return failure(err)
	case prior.NextReviewAt.IsNull() || at.Before(timeOf(prior.NextReviewAt)):
		planned.NextReviewAt = prior.NextReviewAt
	default:
		return diag.Diagnostics{reviewDue("next_review_at", prior.NextReviewAt)}
	}
	return nil
}

// reviewed reports whether anything reviews the entitlement, which is so until
// it has ended.
func reviewed(e governance.Entitlement) bool {
	return e.ReviewScheduleID != "" && e.Status != governance.EntitlementExpired && e.Status != governance.EntitlementRevoked
}

// accessLapse says what time did to an entitlement.
func accessLapse(called string, e governance.Entitlement, status governance.EntitlementStatus) diag.Diagnostic {
	warn := func(attribute, summary, format string, args ...any) diag.Diagnostic {
		return diag.NewAttributeWarningDiagnostic(path.Root(attribute), summary, called+" "+fmt.Sprintf(format, args...))
	}
	switch status {
	case governance.EntitlementExpired:
		return warn("expires_at", "Entitlement has expired",
			"ended at %s. Applying this plan revokes it and records it as expired. Extend expires_at to keep it, or remove it from the configuration.",
			e.ExpiresAt.Format(time.RFC3339))
	case governance.EntitlementScheduled:
		return warn("starts_at", "Entitlement is not yet in force",
			"begins at %s. Applying this plan revokes it until then.", e.StartsAt.Format(time.RFC3339))
	default:
		return warn("starts_at", "Entitlement comes into force",
			"is within its time now. Applying this plan grants it.")
	}
}

// drifted says what somebody did to access behind Terraform's back.
func drifted(called string, wanted bool) diag.Diagnostic {
	if wanted {
		return diag.NewAttributeWarningDiagnostic(path.Root("granted"), "Access was taken away",
			called+" is in force, and the system does not have it. Applying this plan grants it again.")
	}
	return diag.NewAttributeWarningDiagnostic(path.Root("granted"), "Access was given",
		called+" is not in force, and the system has it. Applying this plan revokes it.")
}

// nextReview is the next due date of the entitlement's schedule, the zero time
// when nothing reviews it.
func nextReview(ctx context.Context, s *session, e governance.Entitlement) (time.Time, error) {
	if !reviewed(e) {
		return time.Time{}, nil
	}
	schedule, err := reviewSchedules.get(ctx, s, e.ReviewScheduleID)
	if errors.Is(err, register.ErrNotFound) {
		return time.Time{}, nil // the register refuses the write, and says why
	}
	if err != nil {
		return time.Time{}, err
	}
	return schedule.NextDue(s.now)
}
