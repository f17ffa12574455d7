package evidence

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// Gap is something that an auditor would look for and that is not there, or does
// not hold.
type Gap struct {
	Kind      GapKind `json:"kind"`
	Text      string  `json:"text"`                // a sentence
	Subject   string  `json:"subject,omitempty"`   // id of the record or the review that it is about
	Sequences []int64 `json:"sequences,omitempty"` // of the entries that it is about
}

// GapKind says what is missing.
type GapKind string

// The kinds of gaps.
const (
	NothingHappened   GapKind = "nothing_happened"   // the period is empty
	NotProven         GapKind = "not_proven"         // entries have no proofs
	RecordedLater     GapKind = "recorded_later"     // the log tells of the tenant only from some time on
	OtherPolicies     GapKind = "other_policies"     // decisions by policies that are not these
	UnknownControl    GapKind = "unknown_control"    // something names a control that these policies do not have
	NoDecision        GapKind = "no_decision"        // a control by which nothing was judged
	DoesNotCount      GapKind = "does_not_count"     // an exception, variation or access that is recorded and not in force
	ReviewMissing     GapKind = "review_missing"     // overdue, and nobody made it
	ReviewLate        GapKind = "review_late"        // made after it was overdue
	ReviewNotValid    GapKind = "review_not_valid"   // an outcome whose signature or reviewer does not count
	EvidenceMissing   GapKind = "evidence_missing"   // an outcome without the evidence that the review asks for
	ActivationDefect  GapKind = "activation_invalid" // an activation whose signature does not count
	CredentialOverdue GapKind = "credential_overdue" // expired or past its rotation, and still so at the end of the period
	CredentialLate    GapKind = "credential_late"    // expired or past its rotation for a while
)

// refer gives every control what there is to show for it.
func (b *builder) refer() {
	for i := range b.Controls {
		c := &b.Controls[i]
		c.Decisions, c.Violations, c.Exceptions, c.Variations = []int64{}, []Violation{}, []string{}, []string{}
		c.BreakGlass, c.Activations, c.Reviews, c.Gaps = []string{}, []string{}, []string{}, []Gap{}
		for _, d := range b.Decisions {
			if slices.Contains(d.Controls, c.Name) {
				c.Decisions = append(c.Decisions, d.Sequence)
			}
			for _, denial := range d.Denied {
				if slices.Contains(denial.Controls, c.Name) {
					c.Violations = append(c.Violations, Violation{d.Sequence, denial.Policy, denial.Address, string(denial.Verdict)})
				}
			}
		}
		for _, e := range b.Exceptions {
			if e.Control == c.Name {
				c.Exceptions = append(c.Exceptions, e.ID)
			}
		}
		for _, v := range b.Variations {
			if v.Control == c.Name {
				c.Variations = append(c.Variations, v.ID)
			}
		}
		if c.BreakGlassRule != nil {
			for _, access := range b.BreakGlass {
				c.BreakGlass = append(c.BreakGlass, access.ID)
			}
			for _, a := range b.Activations {
				c.Activations = append(c.Activations, a.ID)
			}
		}
		for _, review := range b.Reviews {
			if b.about(review, *c) {
				c.Reviews = append(c.Reviews, review.ID)
			}
		}
	}
}

// about reports whether a review is evidence of a control: that of an exception is
// of the exception's control, that of emergency access of the controls that govern
// it, and any other of the controls with a policy on review schedules.
func (b *builder) about(review Review, c Control) bool {
	switch review.SubjectKind {
	case governance.KindException:
		return b.records.exceptions.get(review.SubjectID).Control == c.Name
	case governance.KindBreakGlass:
		return c.BreakGlassRule != nil
	default:
		return b.scheduled[c.Name]
	}
}

// missing says what is not there, or does not hold.
func (b *builder) missing() {
	overdue := b.overdue()
	b.missingAtAll(overdue)
	for i := range b.Controls {
		c := &b.Controls[i]
		add := func(kind GapKind, subject string, sequences []int64, format string, args ...any) {
			c.Gaps = append(c.Gaps, Gap{kind, fmt.Sprintf(format, args...), subject, sequences})
		}
		if len(c.Decisions) == 0 && !c.lapsesOnly() {
			add(NoDecision, "", nil, "No decision of the period judged anything by this control.")
		}
		for _, e := range b.Exceptions {
			if e.Control == c.Name && e.fails() {
				add(DoesNotCount, e.ID, e.Entries, "Exception %s is recorded and does not count: %s.", e.ID, because(e.Approved))
			}
		}
		for _, v := range b.Variations {
			if v.Control == c.Name && v.fails() {
				add(DoesNotCount, v.ID, v.Entries, "The tenant's own value %s of parameter %s is recorded and does not count: %s.", v.Value, v.Parameter, because(v.Approved))
			}
		}
		for _, access := range b.BreakGlass {
			if c.BreakGlassRule != nil && access.fails() {
				add(DoesNotCount, access.ID, access.Entries, "Break-glass access to %s is recorded and may not be activated: %s.", access.Access, because(access.Approved))
			}
		}
		for _, a := range b.Activations {
			if c.BreakGlassRule != nil && a.Problem != "" {
				add(ActivationDefect, a.ID, a.Entries, "The activation of %s by %s does not hold: %s.", a.Access, a.Activator, a.Problem)
			}
		}
		for _, review := range b.Reviews {
			if !b.about(review, *c) {
				continue
			}
			subject := fmt.Sprintf("The review of %s %s that was due at %s", Noun(review.SubjectKind), review.Subject, review.DueAt.Format(time.RFC3339))
			switch review.State {
			case Missing:
				add(ReviewMissing, review.ID, nil, "%s was overdue at %s, and nobody made it.", subject, review.OverdueAt.Format(time.RFC3339))
			case Late:
				add(ReviewLate, review.ID, review.sequences(), "%s was made late: it was overdue at %s.", subject, review.OverdueAt.Format(time.RFC3339))
			}
			for _, a := range review.Attestations {
				switch {
				case !a.Counts:
					add(ReviewNotValid, review.ID, []int64{a.Sequence}, "%s has an outcome by %s that does not count: %s.", subject, a.Reviewer, a.Problem)
				case len(a.Lacking) > 0:
					add(EvidenceMissing, review.ID, []int64{a.Sequence}, "%s has an outcome by %s without evidence that was asked for: %s.", subject, a.Reviewer, strings.Join(a.Lacking, ", "))
				}
			}
		}
		for _, o := range overdue {
			if c.names(governance.LapseCredential) && !b.waived(c.Name, o.identity.ID, o.begin, o.end) {
				c.Gaps = append(c.Gaps, o.gap())
			}
		}
	}
}

func (r Review) sequences() []int64 {
	var list []int64
	for _, a := range r.Attestations {
		list = append(list, a.Sequence)
	}
	return list
}

// fails reports whether something ought to count and does not: what is only to
// come, or is over, has no problem.
func (a Approved) fails() bool { return !a.Counts && len(a.Problems) > 0 }

// because joins the reasons why something approved does not count.
func because(a Approved) string {
	reasons := make([]string, len(a.Problems))
	for i, problem := range a.Problems {
		reasons[i] = strings.TrimSuffix(problem, ".")
	}
	return strings.Join(reasons, "; ")
}

// missingAtAll is about no control in particular.
func (b *builder) missingAtAll(overdue []overdue) {
	add := func(kind GapKind, sequences []int64, format string, args ...any) {
		b.Gaps = append(b.Gaps, Gap{Kind: kind, Text: fmt.Sprintf(format, args...), Sequences: sequences})
	}
	b.summarise()
	if b.Summary.Empty() {
		add(NothingHappened, nil, "Nothing is recorded of the period: no decision, no review, no exception, no write. It is evidence of nothing.")
	}
	if b.Log.Unproven != "" {
		add(NotProven, nil, "Nothing here is proven: %s", b.Log.Unproven)
	}
	if row := b.records.tenants.rows[b.Tenant.ID]; row == nil {
		add(RecordedLater, nil, "The log does not tell of the tenant before the end of the period.")
	} else if e := row.entries[0]; b.Period.From.Before(e.At) {
		what := "The tenant is recorded since %s, which is later than the beginning of the period."
		if e.Action == register.ActionAdopt {
			what = "The log begins at %s, later than the period: what was done before is not in it."
		}
		add(RecordedLater, []int64{e.Sequence}, what, e.At.Format(time.RFC3339))
	}
	if !slices.ContainsFunc(b.Controls, func(c Control) bool { return c.names(governance.LapseCredential) }) {
		for _, o := range overdue {
			b.Gaps = append(b.Gaps, o.gap())
		}
	}
	var others []int64
	unknown := map[string][]int64{}
	note := func(control string, sequences ...int64) {
		if b.rules[control] == nil {
			unknown[control] = append(unknown[control], sequences...)
		}
	}
	for _, d := range b.Decisions {
		if d.Bundle != b.Bundle.Digest {
			others = append(others, d.Sequence)
		}
		for _, control := range d.Controls {
			note(control, d.Sequence)
		}
	}
	if len(others) > 0 {
		add(OtherPolicies, others, "%d of %d decisions were made by other policies than these: what their controls said then is not told here.", len(others), len(b.Decisions))
	}
	for _, e := range b.Exceptions {
		note(e.Control, e.Entries...)
	}
	for _, v := range b.Variations {
		note(v.Control, v.Entries...)
	}
	for _, control := range sorted(unknown) {
		slices.Sort(unknown[control])
		add(UnknownControl, slices.Compact(unknown[control]), "Entries of the period name control %q, and these policies have none of that name.", control)
	}
}
