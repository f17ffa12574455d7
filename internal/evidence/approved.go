package evidence

import (
	"slices"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// excepted derives the exceptions of the period.
func (b *builder) excepted() {
	for _, row := range b.records.exceptions.all() {
		e := row.record
		end := earliest(e.ExpiresAt, e.RevokedAt, deletion(row))
		begin := e.Begin(e.CreatedAt)
		if !b.concerns(begin, end, row.entries) {
			continue
		}
		facts := approval.OfException(e, b.Tenant.Slug)
		written := Exception{
			ID: e.ID, Control: e.Control, Targets: e.Targets, Category: e.Category, Reason: e.Reason, Mitigation: e.Mitigation, Evidence: e.Evidence,
			RequestedBy: e.RequestedBy, Begin: begin, ExpiresAt: e.ExpiresAt, RevokedAt: e.RevokedAt, DeletedAt: deletion(row),
			Decisions: b.relied(e.ID, func(d Decision) []string { return d.Exceptions }),
		}
		written.Approved = approved(b, row, facts, e.RequestedBy, end, func(e governance.Exception) []string { return e.Approvals },
			func(signers []string, at time.Time) governance.Standing {
				return e.Stand(b.rules[e.Control], signers, at)
			})
		written.Status, written.end = e.StatusAt(b.Period.To, written.enough), end
		b.Exceptions = append(b.Exceptions, written)
	}
}

// varied derives the variations of the period.
func (b *builder) varied() {
	for _, row := range b.records.variations.all() {
		v := row.record
		end := earliest(v.ExpiresAt, deletion(row))
		if !b.concerns(v.CreatedAt, end, row.entries) {
			continue
		}
		written := Variation{
			ID: v.ID, Control: v.Control, Parameter: v.Parameter, Value: v.Value, Reason: v.Reason, RequestedBy: v.RequestedBy,
			ExpiresAt: v.ExpiresAt, DeletedAt: deletion(row),
			Decisions: b.relied(v.ID, func(d Decision) []string { return d.Variations }),
		}
		written.Approved = approved(b, row, approval.OfVariation(v, b.Tenant.Slug), v.RequestedBy, end, func(v governance.Variation) []string { return v.Approvals },
			func(signers []string, at time.Time) governance.Standing {
				return v.Stand(b.rules[v.Control], signers, at)
			})
		written.Status = pending(written.enough)
		if !v.ExpiresAt.IsZero() && !b.Period.To.Before(v.ExpiresAt) {
			written.Status = governance.ExceptionExpired
		}
		b.Variations = append(b.Variations, written)
	}
}

// emergencies derives the break-glass access of the period.
func (b *builder) emergencies() {
	for _, row := range b.records.breakGlass.all() {
		access := row.record
		revoked := access.RevokedAt
		access.RevokedAt = time.Time{} // how it stood while it lasted
		end := earliest(revoked, deletion(row))
		if !b.concerns(access.CreatedAt, end, row.entries) {
			continue
		}
		written := BreakGlass{
			ID: access.ID, Access: b.records.name(governance.KindBreakGlass, access.ID), MaxDuration: access.MaxDuration, ReviewWithin: access.ReviewWithin,
			Activators: access.Activators, Reason: access.Reason, RequestedBy: access.RequestedBy, RevokedAt: revoked, DeletedAt: deletion(row),
		}
		written.Approved = approved(b, row, approval.OfBreakGlass(access, b.Tenant.Slug), access.RequestedBy, end, func(b governance.BreakGlass) []string { return b.Approvals },
			func(signers []string, _ time.Time) governance.Standing { return access.Stand(b.all, signers) })
		written.Status = pending(written.enough)
		if !revoked.IsZero() {
			written.Status = governance.ExceptionRevoked
		}
		b.BreakGlass = append(b.BreakGlass, written)
	}
}

// activated derives the uses of break-glass access of the period.
func (b *builder) activated() {
	for _, row := range b.records.activations.all() {
		a := row.record
		if !b.concerns(a.StartsAt, a.End(), row.entries) {
			continue
		}
		access := b.records.breakGlass.get(a.BreakGlassID)
		by := signedBy(a.Activator, approval.OfActivation(a, b.Tenant.Slug), a.Signature, &b.activators, row.entries[0].At)
		switch {
		case by.Problem != "":
		case !access.MayActivate(a.Activator):
			by.Problem = a.Activator + " is none of those who may activate it"
		case a.EndsAt.After(access.MaxDuration.After(a.StartsAt)):
			by.Problem = "it is longer than the access allows, " + access.MaxDuration.String()
		}
		b.Activations = append(b.Activations, Activation{
			ID: a.ID, BreakGlassID: a.BreakGlassID, Access: b.records.name(governance.KindActivation, a.ID), Activator: a.Activator,
			Fingerprint: by.Fingerprint, Problem: by.Problem, Reason: a.Reason,
			StartsAt: a.StartsAt, EndsAt: a.EndsAt, EndedAt: a.EndedAt, EndedBy: a.EndedBy, Entries: row.sequences(),
		})
	}
}

// signedBy verifies that the person whom a record names signed it.
func signedBy(person string, facts approval.Facts, armored string, signers *approval.AllowedSigners, at time.Time) approval.Examined {
	by := approval.Examine(facts, "", armored, signers, at)
	if by.Problem == "" && !signers.SamePerson(by.Signer, person) {
		by.Problem = by.Signer + " signed it, and it says that " + person + " did"
	}
	return by
}

func pending(approved bool) governance.ExceptionStatus {
	if approved {
		return governance.ExceptionActive
	}
	return governance.ExceptionPending
}

// approved verifies the approvals of a record again: each at the instant of the
// entry that has it first, and all together at the last instant of the period at
// which the record was in force.
func approved[R any](b *builder, row *row[R], facts approval.Facts, requestedBy string, end time.Time, approvals func(R) []string, stand func([]string, time.Time) governance.Standing) Approved {
	record := row.record
	at := b.Period.To
	if !end.IsZero() && end.Before(at) {
		at = end
	}
	at = at.Add(-time.Nanosecond) // both ends are exclusive
	signers, problems := approval.Approvers(facts, requestedBy, approvals(record), &b.approvers, at)
	standing := stand(signers, at)
	written := Approved{
		Counts: standing.Honoured(), enough: standing.Defect != governance.NotApproved && standing.Status != governance.ExceptionPending,
		Problems: slices.Concat(standing.Problems, problems), Approvals: []Approval{}, Entries: row.sequences(),
	}
	if written.Counts {
		written.since = first(row, func(r R) bool {
			signers, _ := approval.Approvers(facts, requestedBy, approvals(r), &b.approvers, at)
			return stand(signers, at).Honoured()
		}).At
	}
	for _, armored := range approvals(record) {
		given := first(row, func(r R) bool { return slices.Contains(approvals(r), armored) })
		examined := approval.Examine(facts, requestedBy, armored, &b.approvers, given.At)
		written.Approvals = append(written.Approvals, Approval{
			Signer: examined.Signer, Fingerprint: examined.Fingerprint, Sequence: given.Sequence, At: given.At,
			Counts: examined.Problem == "", Problem: examined.Problem,
		})
	}
	return written
}

// first is the first entry after which something holds of the record.
func first[R any](row *row[R], holds func(R) bool) register.Entry {
	for e, record := range row.versions() {
		if holds(record) {
			return e
		}
	}
	return row.last()
}

// concerns reports whether something that lasted from one instant up to another,
// or for ever, lasted in the period, or was written in it.
func (b *builder) concerns(begin, end time.Time, entries []register.Entry) bool {
	if begin.Before(b.Period.To) && (end.IsZero() || end.After(b.Period.From)) {
		return true
	}
	return slices.ContainsFunc(entries, func(e register.Entry) bool { return b.Period.Has(e.At) })
}

// relied lists the decisions that name a record.
func (b *builder) relied(id string, names func(Decision) []string) []int64 {
	var sequences []int64
	for _, d := range b.Decisions {
		if slices.Contains(names(d), id) {
			sequences = append(sequences, d.Sequence)
		}
	}
	return sequences
}

// deletion is when a record was deleted; zero while it is there.
func deletion[R any](row *row[R]) time.Time {
	if !row.deleted {
		return time.Time{}
	}
	return row.last().At
}

// earliest is the first of the instants that are set.
func earliest(instants ...time.Time) (first time.Time) {
	for _, t := range instants {
		if first.IsZero() || !t.IsZero() && t.Before(first) {
			first = t
		}
	}
	return first
}
