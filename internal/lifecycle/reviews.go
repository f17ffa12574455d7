package lifecycle

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// round is the reviews of one source on one due date that the same people are to
// make: they hear of them together.
type round struct {
	governance.Review
	subjects []string // ids of the reviews
	late     []governance.Review
}

// tellOfReviews asks for reviews that are due, reminds of them half-way, and tells
// of those that nobody made.
func (o *tenancy) tellOfReviews() {
	if o.offboarded {
		return
	}
	for _, r := range o.rounds() {
		called, kind := o.source(r.SourceID)
		a := Action{
			Kind: Ask, SubjectKind: kind, SubjectID: r.SourceID, Subject: called, Reviews: r.subjects, DueSince: r.DueAt,
			Why: fmt.Sprintf("%s due since %s, for %s to make by %s.",
				words.Count(len(r.subjects), "review is", "reviews are"), instant(r.DueAt), cmp.Or(strings.Join(r.Reviewers, ", "), "nobody"), instant(r.OverdueAt)),
		}
		a.apart = instant(r.DueAt) + "\n" + strings.Join(r.Reviewers, "\n")
		asked := o.tell(a, r.Reviewers)
		half := r.DueAt.Add(r.OverdueAt.Sub(r.DueAt) / 2)
		told := o.firstTold[asked]
		if r.State == governance.ReviewDue && !o.now.Before(half) && !told.IsZero() && told.Before(half) {
			a.Kind, a.DueSince = Remind, half
			o.tell(a, r.Reviewers)
		}
		o.tellOfLate(r, a)
	}
}

// tellOfLate tells of reviews of a round that are overdue, as far as no exception
// waives that.
func (o *tenancy) tellOfLate(r *round, a Action) {
	if len(r.late) == 0 {
		return
	}
	a.Lapse = governance.LapseReview
	o.find(&a)
	var ids []string
	var controls []*governance.Control
	for _, late := range r.late {
		found, waived := o.controls(governance.LapseReview, late.SubjectID)
		if waived {
			continue
		}
		ids = append(ids, late.ID())
		for _, c := range found {
			if !slices.Contains(controls, c) {
				controls = append(controls, c)
			}
		}
	}
	if len(ids) == 0 {
		return
	}
	slices.SortFunc(controls, func(a, b *governance.Control) int { return cmp.Compare(a.Name, b.Name) })
	a.Reviews, a.DueSince = ids, r.OverdueAt
	a.Why = fmt.Sprintf("%s due at %s, and nobody made %s by %s.",
		words.Count(len(ids), "review was", "reviews were"), instant(r.DueAt), map[bool]string{true: "it", false: "them"}[len(ids) == 1], instant(r.OverdueAt))
	if r.OverdueAction == governance.Escalate {
		a.Kind = Escalate
		o.tell(a, o.fallback(r.SourceID))
	}
	if len(controls) > 0 {
		o.tellControls(controls, a, true)
	}
}

// rounds are the reviews that are due, by due date and source.
func (o *tenancy) rounds() []*round {
	type of struct {
		source, people string
		due            time.Time
	}
	found := map[of]*round{}
	var all []*round
	for _, r := range o.reviews { // in their order
		if r.State != governance.ReviewDue && r.State != governance.ReviewOverdue {
			continue
		}
		at := of{r.SourceID, strings.Join(r.Reviewers, "\n"), r.DueAt}
		one := found[at]
		if one == nil {
			one = &round{Review: r}
			found[at] = one
			all = append(all, one)
		}
		one.subjects = append(one.subjects, r.ID())
		if r.State == governance.ReviewOverdue {
			one.late = append(one.late, r)
		}
	}
	return all
}

// source names what asked for a review: a schedule, or a use of break-glass access.
func (o *tenancy) source(id string) (called string, kind governance.Kind) {
	if s := o.schedules[id]; s != nil {
		return o.tenant.Slug + "/" + s.Name, governance.KindReviewSchedule
	}
	for _, a := range o.activated {
		if a.ID == id {
			return a.called, governance.KindActivation
		}
	}
	return id, governance.KindActivation
}

// fallback are those who hear when the reviewers do nothing.
func (o *tenancy) fallback(source string) []string {
	if s := o.schedules[source]; s != nil {
		return s.FallbackReviewers
	}
	return nil
}
