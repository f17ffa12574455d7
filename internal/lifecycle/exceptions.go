package lifecycle

import (
	"fmt"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// exceptions records what time and reviews did to exceptions. Whether one counts
// is decided whenever that is asked, whatever is recorded; this is for those who
// read the record.
func (o *tenancy) exceptions() {
	for i := range o.Records.Exceptions {
		e := &o.Records.Exceptions[i]
		if e.TenantID != o.tenant.ID || e.Status == governance.ExceptionExpired || e.Status == governance.ExceptionRevoked {
			continue
		}
		record, kind, c := o.lapsed(*e)
		if kind == "" {
			continue
		}
		a := Action{
			Kind: kind, Lapse: c.lapse, Control: e.Control, Why: c.why, DueSince: c.since,
			SubjectKind: governance.KindException, SubjectID: e.ID, Subject: o.tenant.Slug + "/" + e.Control,
			writes: []change{update[governance.Exception]{register.Records.Exceptions, record}},
		}
		a.identify()
		a.To = o.untold(a.Key, c.notify)
		o.add(a)
	}
}

// lapsed is the exception as it is to be, and why.
func (o *tenancy) lapsed(e governance.Exception) (record governance.Exception, kind Kind, why cause) {
	against := o.against(governance.KindException, e.ID, e.CreatedAt)
	switch {
	case !e.RevokedAt.IsZero() && !o.now.Before(e.RevokedAt):
		e.Status = governance.ExceptionRevoked
		return e, EndException, cause{since: e.RevokedAt, why: fmt.Sprintf("It was revoked at %s.", instant(e.RevokedAt))}
	case !o.now.Before(e.ExpiresAt):
		e.Status = governance.ExceptionExpired
		return e, EndException, cause{
			lapse: governance.LapseException, since: e.ExpiresAt, notify: o.notified(governance.LapseException),
			why: fmt.Sprintf("It ended at %s.", instant(e.ExpiresAt)),
		}
	case o.offboarded:
		e.Status, e.RevokedAt = governance.ExceptionRevoked, o.now
		return e, EndException, cause{lapse: governance.LapseContract, since: o.tenant.ContractEnd, why: fmt.Sprintf("The contract of %s ended at %s.", o.tenant.Slug, instant(o.tenant.ContractEnd))}
	case against.kind != "":
		e.Status, e.RevokedAt = governance.ExceptionRevoked, o.now
		return e, EndException, against
	case e.Status != governance.ExceptionActive && o.Bundle.Stand(e, o.tenant.Slug, o.now).Honoured():
		e.Status = governance.ExceptionActive
		return e, BeginException, cause{since: e.Begin(o.now), why: fmt.Sprintf("It is approved, and began at %s.", instant(e.Begin(o.now)))}
	}
	return e, "", why
}

// against is what a review, or that nobody made one, has against a record that is
// either there or not.
func (o *tenancy) against(kind governance.Kind, id string, since time.Time) cause {
	for _, a := range o.attested {
		if a.SubjectID != id || a.SubjectKind != kind || a.CreatedAt.Before(since) {
			continue
		}
		if a.Outcome == governance.OutcomeRevoke || a.Outcome == governance.OutcomeReduce && !a.ExpiresAt.IsZero() && !o.now.Before(a.ExpiresAt) {
			return cause{kind: Revoke, since: a.CreatedAt, why: decided(a)}
		}
	}
	for _, r := range o.reviews {
		if r.SubjectID != id || r.State != governance.ReviewOverdue || o.offboarded {
			continue
		}
		controls, waived := o.controls(governance.LapseReview, id)
		if waived {
			continue
		}
		why := fmt.Sprintf("Nobody made the review that was due at %s by %s.", instant(r.DueAt), instant(r.OverdueAt))
		if taking(governance.Action(r.OverdueAction)) != "" {
			return cause{kind: Revoke, lapse: governance.LapseReview, since: r.OverdueAt, why: why, notify: o.notified(governance.LapseReview)}
		}
		for _, c := range controls {
			if taking(c.Action) != "" {
				return cause{Revoke, governance.LapseReview, r.OverdueAt, why, c.Name, c.Notify}
			}
		}
	}
	return cause{}
}

// variations records that a tenant's own value has ended.
func (o *tenancy) variations() {
	for i := range o.Records.Variations {
		v := &o.Records.Variations[i]
		if v.TenantID != o.tenant.ID || v.Status == governance.ExceptionExpired || v.ExpiresAt.IsZero() || o.now.Before(v.ExpiresAt) {
			continue
		}
		record := *v
		record.Status = governance.ExceptionExpired
		a := Action{
			Kind: EndVariation, Lapse: governance.LapseException, Control: v.Control, DueSince: v.ExpiresAt,
			Why:         fmt.Sprintf("It ended at %s, and the control's own value holds again.", instant(v.ExpiresAt)),
			SubjectKind: governance.KindVariation, SubjectID: v.ID, Subject: o.tenant.Slug + "/" + v.Control + "/" + v.Parameter,
			writes: []change{update[governance.Variation]{register.Records.Variations, record}},
		}
		a.identify()
		a.To = o.untold(a.Key, o.notified(governance.LapseException))
		o.add(a)
	}
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
