package evidence

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// reviews follows the review schedules and the uses of break-glass access through
// the period, beside the records as they change: what is due at an instant is what
// was there at that instant.
type reviews struct {
	*builder
	next map[string]dueDate // by id of the schedule
	used map[string]bool    // activations whose review is noted
}

type dueDate struct {
	revision int64 // of the schedule by which it was computed
	at       time.Time
}

// until notes what becomes due before an instant, by the records as they are.
func (r *reviews) until(now time.Time) error {
	for {
		due, err := r.earliest()
		if err != nil || due.IsZero() || !due.Before(now) || !due.Before(r.Period.To) {
			return err
		}
		snapshot := r.records.snapshot()
		sources := map[string]string{} // what asks for reviews that are due then, with the schedule's name
		for _, schedule := range snapshot.ReviewSchedules {
			if r.next[schedule.ID].at.Equal(due) {
				sources[schedule.ID] = schedule.Name
				if err := r.schedule(schedule, due); err != nil {
					return err
				}
			}
		}
		for _, a := range snapshot.Activations {
			if a.End().Equal(due) {
				sources[a.ID], r.used[a.ID] = "", true
			}
		}
		all, err := snapshot.Reviews(due, r.all)
		if err != nil {
			return err
		}
		for _, review := range all {
			if name, due := sources[review.SourceID]; due && review.State != governance.ReviewUpcoming {
				r.add(review, name)
			}
		}
	}
}

// earliest is the next instant at which something is due.
func (r *reviews) earliest() (first time.Time, err error) {
	if r.next == nil {
		r.next, r.used = map[string]dueDate{}, map[string]bool{}
	}
	for _, row := range r.records.schedules.rows {
		if row.deleted || row.record.TenantID != r.Tenant.ID {
			delete(r.next, row.record.ID)
			continue
		}
		next, known := r.next[row.record.ID]
		if !known || next.revision != row.record.Revision {
			after := r.Period.From.Add(-time.Nanosecond)
			if row.last().At.After(after) {
				after = row.last().At // what it would have asked for before it was there does not count
			}
			if err := r.schedule(row.record, after); err != nil {
				return first, err
			}
			next = r.next[row.record.ID]
		}
		first = earliest(first, next.at)
	}
	for id, row := range r.records.activations.rows {
		if end := row.record.End(); !row.deleted && !r.used[id] && r.Period.Has(end) {
			first = earliest(first, end)
		}
	}
	return first, nil
}

func (r *reviews) schedule(s governance.ReviewSchedule, after time.Time) error {
	next, err := s.NextDue(after)
	r.next[s.ID] = dueDate{s.Revision, next}
	return err
}

func (r *reviews) add(due governance.Review, schedule string) {
	r.Reviews = append(r.Reviews, Review{
		ID: due.ID(), Source: due.SourceID, Schedule: schedule,
		Subject: r.records.name(due.SubjectKind, due.SubjectID), SubjectKind: due.SubjectKind, SubjectID: due.SubjectID,
		DueAt: due.DueAt, OverdueAt: due.OverdueAt, Reviewers: due.Reviewers, Evidence: due.Evidence, barred: due.Barred,
	})
}

// settle says what came of every review, by the end of the period.
func (r *reviews) settle() {
	slices.SortStableFunc(r.Reviews, func(a, b Review) int {
		return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.Schedule, b.Schedule), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.ID, b.ID))
	})
	of := map[string]*Review{}
	for i := range r.Reviews {
		of[r.Reviews[i].ID] = &r.Reviews[i]
	}
	for _, row := range r.records.delegations.all() {
		if review := of[governance.ReviewID(row.record.SourceID, row.record.SubjectID, row.record.DueAt)]; review != nil {
			r.handOver(review, row)
		}
	}
	for _, row := range r.records.attestations.all() {
		if review := of[governance.ReviewID(row.record.SourceID, row.record.SubjectID, row.record.DueAt)]; review != nil {
			r.attest(review, row)
		}
	}
	for i := range r.Reviews {
		r.Reviews[i].State = r.Reviews[i].cameTo(r.Period.To)
	}
}

// handOver notes that a review was handed over, and from then on who makes it.
func (r *reviews) handOver(review *Review, row *row[governance.Delegation]) {
	d, e := row.record, row.entries[0]
	by := signedBy(d.From, approval.OfDelegation(d, r.Tenant.Slug), d.Signature, &r.reviewers, e.At)
	switch {
	case by.Problem != "":
	case !slices.Contains(review.Reviewers, d.From):
		by.Problem = d.From + " was not to make it"
	case slices.Contains(review.barred, d.To):
		by.Problem = d.To + " may not make it: nobody reviews what they own, asked for or used"
	default:
		review.Reviewers = slices.Clone(review.Reviewers)
		review.Reviewers[slices.Index(review.Reviewers, d.From)] = d.To
		review.Reviewers = compact(review.Reviewers)
	}
	review.Delegations = append(review.Delegations, Delegation{
		Sequence: e.Sequence, At: e.At, From: d.From, To: d.To, Reason: d.Reason, Fingerprint: by.Fingerprint, Counts: by.Problem == "", Problem: by.Problem,
	})
}

// attest notes the outcome that somebody signed.
func (r *reviews) attest(review *Review, row *row[governance.Attestation]) {
	a, e := row.record, row.entries[0]
	by := signedBy(a.Reviewer, approval.OfAttestation(a, r.Tenant.Slug), a.Signature, &r.reviewers, e.At)
	if by.Problem == "" && !slices.Contains(review.Reviewers, a.Reviewer) {
		by.Problem = a.Reviewer + " was not to make it"
	}
	var lacking []string
	for _, key := range review.Evidence {
		if strings.TrimSpace(a.Evidence[key]) == "" {
			lacking = append(lacking, key)
		}
	}
	review.Attestations = append(review.Attestations, Attestation{
		Sequence: e.Sequence, At: e.At, Reviewer: a.Reviewer, Fingerprint: by.Fingerprint, Counts: by.Problem == "", Problem: by.Problem,
		Outcome: a.Outcome, Remaining: a.Remaining, ExpiresAt: a.ExpiresAt, Reason: a.Reason, Evidence: a.Evidence, Lacking: lacking,
	})
}

// cameTo is the state of the review at an instant.
func (r Review) cameTo(now time.Time) ReviewState {
	state := Open
	if !now.Before(r.OverdueAt) {
		state = Missing
	}
	for _, a := range r.Attestations {
		switch {
		case !a.Counts:
		case a.At.Before(r.OverdueAt):
			return InTime
		default:
			state = Late
		}
	}
	return state
}
