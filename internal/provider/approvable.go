package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// approvable is what approvals and controls make of records of one kind, whose
// status says whether they count.
type approvable[R register.Record, M model[R]] struct {
	status   func(*M) *types.String
	standing func(s *session, ctx context.Context, record R, at time.Time) (governance.Standing, error)
	// lapse says what became of a record.
	lapse func(R, governance.Standing) diag.Diagnostic
	// end is the attribute expires_at; nil for what has no end.
	end func(M) instant
	// wellKnown reports whether everything is known that an approver approves.
	wellKnown func(M) bool
	// sameRequest reports whether nothing changed that a control has a say in.
	sameRequest func(a, b R) bool
	breaches    func(s *session, record R) []governance.Breach
	refusal     string // the summary of a breach
}

// timing decides the status. The approvals are over everything that can change.
func (a *approvable[R, M]) timing() *timing[M] {
	return &timing[M]{
		undecide: func(m *M) { *a.status(m) = types.StringUnknown() },
		retimed:  func(M, M) bool { return true },
		foresee:  a.foresee,
	}
}

func (a *approvable[R, M]) foresee(ctx context.Context, s *session, at time.Time, planned, prior *M, final bool) diag.Diagnostics {
	status := a.status(planned)
	if !status.IsUnknown() {
		return nil
	}
	record := (*planned).record()
	standing, err := a.standing(s, ctx, record, at)
	if err != nil {
		return failure(err)
	}
	*status = types.StringValue(string(standing.Status))
	if final || status.Equal(*a.status(prior)) {
		return nil
	}
	return diag.Diagnostics{a.lapse(record, standing)}
}

// refuse refuses what controls do not allow, and an end that has passed, when the
// record is new or changed: a control that became stricter is no reason to stop a
// plan. It warns of what will not count as it is planned.
func (a *approvable[R, M]) refuse(ctx context.Context, s *session, planned, prior *M, final bool) (diags diag.Diagnostics) {
	if a.end != nil {
		var before instant
		if prior != nil {
			before = a.end(*prior)
		}
		diags.Append(refusePast(a.end(*planned), before, s.now, final)...)
	}
	if s.authority == nil || !a.wellKnown(*planned) {
		return diags
	}
	record := (*planned).record()
	if !final {
		standing, err := a.standing(s, ctx, record, s.now)
		diags.Append(failure(err)...)
		if err == nil && standing.Status == governance.ExceptionPending {
			diags.Append(a.lapse(record, standing))
		}
	}
	if prior != nil && a.sameRequest(record, (*prior).record()) {
		return diags
	}
	return append(diags, breaches(a.refusal, a.breaches(s, record))...)
}
