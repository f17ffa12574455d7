package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// timing is what time does to records of one kind. Some computed attributes are
// decided from the clock, and the plan has to say how, only once, and so that it
// still holds when it is applied later. Terraform plans again when it applies,
// in another process at another time, so:
//
//   - reading a record notices a lapse, and keeps the instant with the state;
//   - the plan decides from that instant, in both processes alike;
//   - what is new, or whose dates change, is left open and decided when applied.
type timing[M any] struct {
	// undecide makes the decided attributes unknown.
	undecide func(m *M)
	// retimed reports whether what they are decided from has changed.
	retimed func(planned, prior M) bool
	// foresee decides those that are unknown, as they are to be at an instant.
	// It never returns an error for time, which would be in the way of terraform
	// destroy: it warns, unless the plan is final. Prior is nil for what is new.
	foresee func(ctx context.Context, s *session, at time.Time, planned, prior *M, final bool) diag.Diagnostics
	// observe finds out what the register does not keep of a record just read.
	// Nil when it keeps everything.
	observe func(ctx context.Context, s *session, read *M, earlier M) diag.Diagnostics
	// remember takes over from the plan what the register does not keep.
	remember func(stored *M, planned M)
}

// plan decides what a plan says, and reports whether that is a change: it is when
// a lapse was noticed. Changed is whether the configuration makes one.
func (t *timing[M]) plan(ctx context.Context, s *session, private privateState, changed bool, planned, prior *M) (bool, diag.Diagnostics) {
	if changed && t.retimed(*planned, *prior) {
		t.undecide(planned)
		return true, nil
	}
	noticed, diags := keptLapse(ctx, private)
	if noticed.IsZero() || diags.HasError() {
		return false, diags
	}
	t.undecide(planned)
	return true, append(diags, t.foresee(ctx, s, noticed, planned, prior, false)...)
}

// lapse returns now when time, or what else a decision is made from, has
// overtaken what was last decided, else the zero time.
func (t *timing[M]) lapse(ctx context.Context, s *session, m M) (time.Time, diag.Diagnostics) {
	anew := m
	t.undecide(&anew)
	diags := t.foresee(ctx, s, s.now, &anew, &m, false)
	if reflect.DeepEqual(anew, m) {
		return time.Time{}, diags.Errors()
	}
	return s.now, diags.Errors()
}

// lapseKey is where the private state keeps the instant of a lapse.
const lapseKey = "lapse"

// privateState is what the requests and responses of the framework share.
type privateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// keepLapse keeps the instant at which a lapse was noticed, the zero time for none.
func keepLapse(ctx context.Context, private privateState, at time.Time) diag.Diagnostics {
	if at.IsZero() {
		return private.SetKey(ctx, lapseKey, nil)
	}
	value, err := json.Marshal(at)
	if err != nil {
		return failure(err)
	}
	return private.SetKey(ctx, lapseKey, value)
}

// keptLapse returns the instant at which a lapse was noticed, the zero time for
// none.
func keptLapse(ctx context.Context, private privateState) (at time.Time, diags diag.Diagnostics) {
	value, diags := private.GetKey(ctx, lapseKey)
	if len(value) > 0 {
		diags.Append(failure(json.Unmarshal(value, &at))...)
	}
	return at, diags
}

// notYetCarriedOut chooses what reading a record says of its next due date. One
// that has passed stays, so that the plan and not the refresh shows it moving;
// any other follows the schedule as it is now.
func notYetCarriedOut(known, next instant, now time.Time) instant {
	if t := timeOf(known); !t.IsZero() && !now.Before(t) {
		return known
	}
	return next
}

// reviewDue warns of a due date that has come.
func reviewDue(attribute string, due instant) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root(attribute), "Review is due", fmt.Sprintf(
		"A review was due at %s. Applying this plan moves on to the next due date; it does not record a review. nhi review list says which are still to be made.", due.ValueString()))
}

// refusePast is about an end that has passed when it is first given, or changed
// from what it was before. Only writing it is an error: an error in a plan would
// be in the way of terraform destroy.
func refusePast(end, before instant, now time.Time, final bool) diag.Diagnostics {
	t := timeOf(end)
	if t.IsZero() || now.Before(t) || t.Equal(timeOf(before)) {
		return nil
	}
	at, detail := path.Root("expires_at"), fmt.Sprintf("It is %s, and now is %s. Give an instant in the future.", end.ValueString(), now.Format(time.RFC3339))
	if final {
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(at, "End is in the past", detail)}
	}
	return diag.Diagnostics{diag.NewAttributeWarningDiagnostic(at, "End is in the past", detail+" Applying this plan will be refused.")}
}
