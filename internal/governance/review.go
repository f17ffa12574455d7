package governance

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"time"
)

// Review is one due date of one schedule for one subject, or what follows one
// use of break-glass access.
type Review struct {
	TenantID      string
	SourceKind    Kind // review_schedule or activation: what asked for it
	SourceID      string
	SubjectKind   Kind // entitlement, entitlement_set, identity, exception or break_glass
	SubjectID     string
	DueAt         time.Time
	OverdueAt     time.Time // when it has not been made by then
	State         ReviewState
	Reviewers     []string      // who may make it
	Barred        []string      // who may not: nobody reviews what they own, asked for or used
	OverdueAction OverdueAction // what happens when nobody does
	Evidence      []string      // keys that an attestation's evidence must have
	Attestation   *Attestation  // what came of it; nil until it is made
}

// ReviewState is where a review stands.
type ReviewState string

// The states of a review.
const (
	ReviewUpcoming ReviewState = "upcoming"
	ReviewDue      ReviewState = "due"
	ReviewOverdue  ReviewState = "overdue"
	ReviewMade     ReviewState = "made"
)

// reviewIDs are the digits of a review's id: those of Crockford's Base32, of
// which no two look alike.
var reviewIDs = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// ReviewID names a review so that a person can type it, such as 7c9fq-1mw3d. It
// follows from what sets the review apart, so it is the same in every register
// that has the records, and stays. Of 50 bits, among a million reviews two have
// the same one with a probability of 1 in 2,000.
func ReviewID(sourceID, subjectID string, due time.Time) string {
	sum := sha256.Sum256([]byte(sourceID + "\n" + subjectID + "\n" + instant(due)))
	digits := reviewIDs.EncodeToString(sum[:])
	return digits[:5] + "-" + digits[5:10]
}

// ID is the review's [ReviewID].
func (r Review) ID() string { return ReviewID(r.SourceID, r.SubjectID, r.DueAt) }

// Reviews returns, for everything that a schedule reviews, the latest date that
// has come and the next one, and the review that follows each use of break-glass
// access once that has ended; by due date, source and subject. A date before the
// subject was recorded is not its. A subject is reviewed by the schedule that it
// names, and by those whose selectors match it. The use of break-glass access is
// reviewed by who reviews the access itself, or where no schedule does, by who
// may approve such access by the controls.
//
// Attestations and delegations are taken as they are: who has them from where
// others write leaves out those whose signature does not hold.
func (s Snapshot) Reviews(now time.Time, controls []Control) ([]Review, error) {
	subjects := s.subjects(now)
	tenants := map[string]Tenant{}
	for _, t := range s.Tenants {
		tenants[t.ID] = t
	}
	outcomes := s.outcomes()
	var all []Review
	add := func(r Review, barred []string) {
		r.Barred = each(slices.Clone(barred))
		outcomes.complete(&r, now)
		all = append(all, r)
	}
	for _, schedule := range s.ReviewSchedules {
		recurrence, err := ParseRecurrence(schedule.Recurrence, schedule.Anchor)
		if err != nil {
			return nil, fmt.Errorf("review schedule %s: %w", schedule.Name, err)
		}
		for _, subject := range subjects[schedule.Subjects] {
			if subject.tenantID != schedule.TenantID || !schedule.reviews(subject, tenants[schedule.TenantID]) {
				continue
			}
			for _, due := range []time.Time{recurrence.Before(now), recurrence.After(now)} {
				if !due.IsZero() && !due.Before(subject.meta.CreatedAt) {
					add(schedule.review(subject, due), subject.barred)
				}
			}
		}
	}
	owners, accesses := s.owners(), map[string]BreakGlass{}
	for _, b := range s.BreakGlass {
		accesses[b.ID] = b
	}
	for _, a := range s.Activations {
		if b, recorded := accesses[a.BreakGlassID]; recorded && !now.Before(a.End()) {
			access := owners.access(b)
			access.barred = append(access.barred, a.Activator)
			add(s.reviewUse(a, b, access, tenants[a.TenantID], controls), access.barred)
		}
	}
	slices.SortFunc(all, func(a, b Review) int {
		return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.SourceID, b.SourceID), cmp.Compare(a.SubjectID, b.SubjectID))
	})
	return all, nil
}

func (s ReviewSchedule) review(of subject, due time.Time) Review {
	return Review{
		TenantID: s.TenantID, SourceKind: KindReviewSchedule, SourceID: s.ID, SubjectKind: of.kind, SubjectID: of.meta.ID,
		DueAt: due, OverdueAt: s.DueWithin.After(due),
		Reviewers: s.reviewers(of.barred), OverdueAction: s.OverdueAction, Evidence: s.Evidence,
	}
}

// reviewers are the schedule's, or its fallback reviewers where all of them are
// barred.
func (s ReviewSchedule) reviewers(barred []string) []string {
	if reviewers := without(s.Reviewers, barred); len(reviewers) > 0 {
		return reviewers
	}
	return without(s.FallbackReviewers, barred)
}

func without(people, barred []string) []string {
	return slices.DeleteFunc(slices.Clone(people), func(person string) bool { return slices.Contains(barred, person) })
}

// reviewUse is the review of one use of break-glass access.
func (s Snapshot) reviewUse(a Activation, b BreakGlass, access subject, tenant Tenant, controls []Control) Review {
	r := Review{
		TenantID: a.TenantID, SourceKind: KindActivation, SourceID: a.ID, SubjectKind: KindBreakGlass, SubjectID: b.ID,
		DueAt: a.End(), OverdueAt: b.ReviewWithin.After(a.End()), OverdueAction: Escalate,
	}
	harshness := []OverdueAction{Escalate, Quarantine, Revoke}
	scheduled := false
	for _, schedule := range s.ReviewSchedules {
		if schedule.Subjects != ReviewBreakGlass || schedule.TenantID != a.TenantID || !schedule.reviews(access, tenant) {
			continue
		}
		scheduled = true
		r.Reviewers = append(r.Reviewers, schedule.reviewers(access.barred)...)
		r.Evidence = append(r.Evidence, schedule.Evidence...)
		if slices.Index(harshness, schedule.OverdueAction) > slices.Index(harshness, r.OverdueAction) {
			r.OverdueAction = schedule.OverdueAction
		}
	}
	for _, control := range controls {
		if !scheduled && control.BreakGlass != nil {
			r.Reviewers = append(r.Reviewers, without(control.BreakGlass.Approvers, access.barred)...)
		}
	}
	r.Reviewers, r.Evidence = each(r.Reviewers), each(r.Evidence)
	return r
}

// each is a set: sorted, everything once.
func each(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}

// outcomes are what came of reviews, and whom they were handed to.
type outcomes struct {
	attestations map[reviewKey]*Attestation
	delegations  map[reviewKey][]Delegation
}

// reviewKey is what sets a review apart.
type reviewKey struct {
	sourceID, subjectID string
	due                 int64
}

func (s Snapshot) outcomes() outcomes {
	o := outcomes{map[reviewKey]*Attestation{}, map[reviewKey][]Delegation{}}
	for i := range s.Attestations {
		a := &s.Attestations[i]
		o.attestations[reviewKey{a.SourceID, a.SubjectID, a.DueAt.UnixMicro()}] = a
	}
	for _, d := range s.Delegations {
		key := reviewKey{d.SourceID, d.SubjectID, d.DueAt.UnixMicro()}
		o.delegations[key] = append(o.delegations[key], d)
	}
	return o
}

// complete says where the review stands, and who makes it instead of those who
// handed it over, in the order in which they did. To hand it to who is barred is
// to hand it to nobody.
func (o outcomes) complete(r *Review, now time.Time) {
	key := reviewKey{r.SourceID, r.SubjectID, r.DueAt.UnixMicro()}
	for _, d := range o.delegations[key] {
		if i := slices.Index(r.Reviewers, d.From); i >= 0 {
			r.Reviewers[i] = d.To
			r.Reviewers = each(without(r.Reviewers, r.Barred))
		}
	}
	r.Attestation = o.attestations[key]
	switch {
	case r.Attestation != nil:
		r.State = ReviewMade
	case !now.Before(r.OverdueAt):
		r.State = ReviewOverdue
	case !now.Before(r.DueAt):
		r.State = ReviewDue
	default:
		r.State = ReviewUpcoming
	}
}
