package evidence

import (
	"cmp"
	"slices"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// reviews follows the review schedules through the period, beside the records as
// they change: what is due at an instant is what was there at that instant.
type reviews struct {
	*builder
	next map[string]dueDate // by id of the schedule
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
		schedules := map[string]string{}
		for _, schedule := range snapshot.ReviewSchedules {
			if r.next[schedule.ID].at.Equal(due) {
				schedules[schedule.ID] = schedule.Name
				if err := r.schedule(schedule, due); err != nil {
					return err
				}
			}
		}
		all, err := snapshot.Reviews(due, nil) // whoever makes them
		if err != nil {
			return err
		}
		for _, review := range all {
			if name, ours := schedules[review.SourceID]; ours && review.DueAt.Equal(due) {
				r.add(review, name)
			}
		}
	}
}

// earliest is the next due date of all schedules that are there.
func (r *reviews) earliest() (first time.Time, err error) {
	for _, row := range r.records.schedules.rows {
		if row.deleted || row.record.TenantID != r.Tenant.ID {
			delete(r.next, row.record.ID)
			continue
		}
		next, known := r.next[row.record.ID]
		if !known || next.revision != row.record.Revision {
			after := r.Period.From.Add(-time.Nanosecond)
			if known = row.last().At.After(after); known {
				after = row.last().At // what it would have asked for before it was there does not count
			}
			if err := r.schedule(row.record, after); err != nil {
				return first, err
			}
			next = r.next[row.record.ID]
		}
		first = earliest(first, next.at)
	}
	return first, nil
}

func (r *reviews) schedule(s governance.ReviewSchedule, after time.Time) error {
	next, err := s.NextDue(after)
	if r.next == nil {
		r.next = map[string]dueDate{}
	}
	r.next[s.ID] = dueDate{s.Revision, next}
	return err
}

func (r *reviews) add(due governance.Review, schedule string) {
	r.Reviews = append(r.Reviews, Review{
		ID: reviewID(due.SourceID, due.SubjectID, due.DueAt), Source: due.SourceID, Schedule: schedule,
		Subject: r.records.name(due.SubjectKind, due.SubjectID), SubjectKind: due.SubjectKind, SubjectID: due.SubjectID,
		DueAt: due.DueAt, OverdueAt: due.OverdueAt, Reviewers: due.Reviewers,
	})
}

// settle says what came of every review, by the end of the period.
func (r *reviews) settle() {
	slices.SortStableFunc(r.Reviews, func(a, b Review) int {
		return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.Schedule, b.Schedule), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.ID, b.ID))
	})
	made := map[string][]Attestation{}
	for _, row := range r.records.attestations.all() {
		a := row.record
		id := reviewID(a.SourceID, a.SubjectID, a.DueAt)
		e := row.entries[0]
		made[id] = append(made[id], Attestation{
			Sequence: e.Sequence, At: e.At, Reviewer: a.Reviewer, Counts: true, Outcome: a.Outcome, Remaining: a.Remaining, ExpiresAt: a.ExpiresAt,
			Reason: a.Reason, Evidence: a.Evidence,
		})
	}
	for i := range r.Reviews {
		review := &r.Reviews[i]
		review.Attestations = made[review.ID]
		review.State = review.cameTo(r.Period.To)
	}
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
