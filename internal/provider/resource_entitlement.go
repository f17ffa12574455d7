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

var entitlements = &kind[governance.Entitlement, entitlementModel]{
	name:   governance.KindEntitlement,
	plural: "entitlements",
	description: "An entitlement is one privilege that one identity holds in one system. " +
		"When its time begins or ends, the next plan shows the new `status`, once, with a warning that says what lapsed; applying it carries the status out. " +
		"An entitlement that has ended stays in the register until it is removed from the configuration.",
	key:        "acme/svc-backup/billing-db/read",
	collection: register.Register.Entitlements,
	model:      newEntitlementModel,
	attributes: attributes{
		"tenant":          computedText("The id of the tenant, which is the identity's."),
		"identity":        replacing(requiredText("The id of the identity that holds the privilege. Another identity makes it another entitlement.")),
		"system":          replacing(requiredText("The id of the system, which is of the identity's tenant or shared. Another system makes it another entitlement.")),
		"privilege":       replacing(requiredText("The privilege, as the system names it: a role, a group, a grant. Another privilege makes it another entitlement.")),
		"scope":           replacing(optionalText("What in the system the privilege is limited to. Another scope makes it another entitlement.")),
		"privileged":      flag("Whether the privilege is one that can do serious harm, such as administration. Policies ask more of such entitlements."),
		"justification":   requiredText("Why the identity needs the privilege, in a sentence that a reviewer understands."),
		"starts_at":       optionalInstant("When the privilege begins, as an RFC 3339 instant with its offset. It begins at once by default."),
		"expires_at":      optionalInstant("When the privilege ends (exclusive), as an RFC 3339 instant with its offset. An instant in the past is refused when it is new or changed."),
		"review_schedule": optionalText("The id of the review schedule that reviews the entitlement."),
		"terraform_addresses": optionalSet("The plan addresses of the resources that realise the entitlement, such as `aws_iam_user_policy.backup`. " +
			"`*` stands for any run of characters."),
		"status": computedText("Where the entitlement stands: `scheduled`, `active`, `quarantined`, `expired` or `revoked`. " +
			"It is decided from the clock, shown by the plan, and carried out by applying."),
		"granted":        computedFlag("Whether the system has the privilege, as last observed. In a `record` system it has it while the entitlement is active."),
		"next_review_at": computedInstant("The next due date of the review schedule. It moves when that date has come, and is not set for an entitlement that has ended."),
	},
	filters: []filter[governance.Entitlement]{
		{"identity", "Only entitlements of the identity with this id.", func(e governance.Entitlement) string { return e.IdentityID }},
		{"system", "Only entitlements in the system with this id.", func(e governance.Entitlement) string { return e.SystemID }},
		{"review_schedule", "Only entitlements that the review schedule with this id reviews.", func(e governance.Entitlement) string { return e.ReviewScheduleID }},
		{"privilege", "Only entitlements to this privilege.", func(e governance.Entitlement) string { return e.Privilege }},
		{"status", "Only entitlements with this status, as last carried out.", func(e governance.Entitlement) string { return string(e.Status) }},
	},
	timing: &timing[entitlementModel]{
		undecide: func(m *entitlementModel) {
			m.Status, m.Granted, m.NextReviewAt = types.StringUnknown(), types.BoolUnknown(), instant{types.StringUnknown()}
		},
		retimed: func(planned, prior entitlementModel) bool {
			return !planned.StartsAt.Equal(prior.StartsAt) || !planned.ExpiresAt.Equal(prior.ExpiresAt) || !planned.ReviewSchedule.Equal(prior.ReviewSchedule)
		},
		foresee:  foreseeEntitlement,
		observe:  observeEntitlement,
		remember: func(stored *entitlementModel, planned entitlementModel) { stored.NextReviewAt = planned.NextReviewAt },
	},
	refuse: func(_ context.Context, s *session, planned, prior *entitlementModel, final bool) diag.Diagnostics {
		var before instant
		if prior != nil {
			before = prior.ExpiresAt
		}
		return refusePast(planned.ExpiresAt, before, s.now, final)
	},
}

func foreseeEntitlement(ctx context.Context, s *session, at time.Time, planned, prior *entitlementModel, final bool) diag.Diagnostics {
	var diags diag.Diagnostics
	if planned.Status.IsUnknown() {
		e := planned.record()
		if prior != nil {
			e.Status = prior.record().Status
		}
		status := e.StatusAt(at)
		if !final && status != e.Status {
			diags.Append(entitlementLapse(e, status))
		}
		planned.Status = types.StringValue(string(status))
	}
	if planned.Granted.IsUnknown() {
		planned.Granted = types.BoolValue(planned.record().Status == governance.EntitlementActive)
	}
	if planned.NextReviewAt.IsUnknown() {
		diags.Append(foreseeReview(ctx, s, at, planned, prior, final)...)
	}
	return diags
}

// foreseeReview says when the next review is due. A due date that has come moves
// on, but how far is left open until it is applied, because the schedule may
// change in the same apply; one that has not come stays for the same reason.
func foreseeReview(ctx context.Context, s *session, at time.Time, planned, prior *entitlementModel, final bool) diag.Diagnostics {
	e := planned.record()
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

// entitlementLapse says what time did to an entitlement.
func entitlementLapse(e governance.Entitlement, status governance.EntitlementStatus) diag.Diagnostic {
	warn := func(attribute, summary, format string, args ...any) diag.Diagnostic {
		return diag.NewAttributeWarningDiagnostic(path.Root(attribute), summary, fmt.Sprintf(format, append([]any{e.Privilege}, args...)...))
	}
	switch status {
	case governance.EntitlementExpired:
		return warn("expires_at", "Entitlement has expired",
			"The privilege %q ended at %s. Applying this plan revokes it and records the entitlement as expired. Extend expires_at to keep it, or remove the entitlement from the configuration.",
			e.ExpiresAt.Format(time.RFC3339))
	case governance.EntitlementScheduled:
		return warn("starts_at", "Entitlement is not yet in force",
			"The privilege %q begins at %s. Applying this plan revokes it until then.", e.StartsAt.Format(time.RFC3339))
	default:
		return warn("starts_at", "Entitlement comes into force",
			"The privilege %q is within its time now. Applying this plan grants it.")
	}
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

func observeEntitlement(ctx context.Context, s *session, read *entitlementModel, earlier entitlementModel) diag.Diagnostics {
	next, err := nextReview(ctx, s, read.record())
	read.NextReviewAt = notYetCarriedOut(earlier.NextReviewAt, instantOf(next), s.now)
	return failure(err)
}
