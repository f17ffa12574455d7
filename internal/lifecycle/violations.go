package lifecycle

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// A violation is an address of a plan that does not meet a control. What refuses it
// is nhi check; what is here tells whom the control names, and escalates what lasts.

// Judged is a decision that is recorded, and what it is the last word on.
type Judged struct {
	decision.Decision
	Tenant string // slug of whose is what belongs to nobody else; empty when not said
	Root   string // what was judged, by the name that it has in every run; empty when not said
	Whole  bool   // nothing of it was left out
	Drift  bool   // what changed outside of Terraform was judged, and not what is planned
}

// RecordViolations records, in the transaction of the decision, what is to be said of
// its violations: to whom the control says of each address that does not meet it,
// however often it is found; and where the whole of a root that was named was judged,
// that what was told of it before is over. Untold counts the violations of which
// somebody was to hear, and that are of no tenant of the register that may be seen.
func RecordViolations(ctx context.Context, tx register.Records, b *bundle.Bundle, j Judged, now time.Time) (untold int, err error) {
	slugs := []string{j.Tenant}
	for _, t := range j.Tenants {
		slugs = append(slugs, t.Slug)
	}
	for _, f := range j.Findings {
		slugs = append(slugs, j.owner(f))
	}
	slices.Sort(slugs)
	for _, slug := range slices.Compact(slugs) {
		tenant, err := find(ctx, tx, slug)
		switch {
		case err != nil:
			return 0, err
		case tenant == nil:
			for of := range j.violated(slug) {
				if c := b.Control(of.control); c != nil && (len(c.Notify) > 0 || c.Escalation != nil) {
					untold++
				}
			}
			continue
		}
		messages, err := tx.Messages().List(ctx, tenant.ID)
		if err != nil {
			return 0, err
		}
		facts := Facts{Records: governance.Snapshot{Tenants: []governance.Tenant{*tenant}, Messages: messages}, Bundle: b}
		o := newScope(facts, nil, now).of(tenant)
		o.violations(j)
		slices.SortFunc(o.actions, compare)
		for _, a := range o.actions {
			if err := a.tell(ctx, tx, now); err != nil {
				return 0, err
			}
		}
	}
	return untold, nil
}

// find returns the tenant of a slug, nil where there is none that may be seen.
func find(ctx context.Context, tx register.Records, slug string) (*governance.Tenant, error) {
	if slug == "" {
		return nil, nil
	}
	t, err := tx.Tenants().Find(ctx, slug)
	if errors.Is(err, register.ErrNotFound) || errors.Is(err, register.ErrConfined) {
		return nil, nil
	}
	return &t, err
}

// owner is the slug of the tenant that a finding is about.
func (j Judged) owner(f decision.Finding) string { return cmp.Or(f.Tenant, j.Tenant) }

// violation is what one address does not meet.
type violation struct{ address, control string }

// violated are the findings of a tenant that violate a control: what denies, and what
// fails, though it be advice.
func (j Judged) violated(slug string) map[violation][]decision.Finding {
	return j.findings(slug, func(f decision.Finding) bool { return f.Effect == decision.Denies || f.Verdict == decision.Fail })
}

func (j Judged) findings(slug string, of func(decision.Finding) bool) map[violation][]decision.Finding {
	all := map[violation][]decision.Finding{}
	for _, f := range j.Findings {
		if j.owner(f) != slug || !of(f) {
			continue
		}
		for _, control := range f.Controls {
			at := violation{f.Address, control}
			all[at] = append(all[at], f)
		}
	}
	return all
}

// violations adds what a decision has to tell.
func (o *tenancy) violations(j Judged) {
	violated := j.violated(o.tenant.Slug)
	for _, of := range slices.SortedFunc(maps.Keys(violated), compareViolations) {
		c := o.Bundle.Control(of.control)
		if c == nil || len(o.reached(c.Notify)) == 0 && c.Escalation == nil {
			continue // nobody is to hear of it
		}
		a := o.violation(of, j)
		o.find(&a)
		a.Kind = telling(c.Action)
		for _, f := range violated[of] {
			a.Policies = append(a.Policies, f.Policy.Name)
			a.Why = strings.TrimSpace(a.Why + " " + said(f))
		}
		slices.Sort(a.Policies)
		a.Policies = slices.Compact(a.Policies)
		o.tell(a, c.Notify)
	}
	if j.Root != "" && j.Whole {
		o.violatedNoMore(j)
	}
}

func compareViolations(a, b violation) int {
	return cmp.Or(cmp.Compare(a.address, b.address), cmp.Compare(a.control, b.control))
}

// violation is what is said of a violation, whoever hears it.
func (o *tenancy) violation(of violation, j Judged) Action {
	a := Action{SubjectKind: notify.KindChange, SubjectID: of.address, Subject: of.address, Control: of.control}
	if j.Root != "" {
		a.Subject += " in " + j.Root
	}
	a.apart = strings.Join([]string{o.tenant.ID, j.Root, of.control, fmt.Sprint(j.Drift)}, "\x00")
	return a
}

// violatedNoMore tells what is over: violations of the same root that the decision
// says nothing against. What is not decided, or could not be checked, is not over.
func (o *tenancy) violatedNoMore(j Judged) {
	against := j.findings(o.tenant.Slug, func(f decision.Finding) bool { return f.Verdict != decision.Pass && f.Verdict != decision.Waived })
	for _, matter := range slices.Sorted(maps.Keys(o.matters)) {
		known := o.matters[matter]
		if known.over || o.found[matter] || !ofChange(known.last) {
			continue
		}
		of := violation{known.last.Subject.ID, known.last.Control}
		a := o.violation(of, j)
		o.count(&a)
		c := o.Bundle.Control(of.control)
		enforced := c != nil && !slices.ContainsFunc(known.last.Policies, func(name string) bool { return !slices.Contains(c.Policies, name) })
		if a.matter() != matter || !enforced || len(against[of]) > 0 {
			continue // of another root, judged by other policies, or not over
		}
		o.end(matter, known, fmt.Sprintf("The whole of %s was judged, and this does not violate the control any more.", j.Root))
	}
}

// said is what a policy says of an address.
func said(f decision.Finding) string {
	text := "Its condition does not hold."
	for _, m := range f.Messages {
		if m.Text != "" && m.Verdict != decision.Pass {
			text = m.Text
			break
		}
	}
	return f.Policy.Name + ": " + text
}

// lastingViolations escalates what was told and is not known to be over, as far as no
// exception covers it now.
func (o *tenancy) lastingViolations() {
	for _, of := range slices.Sorted(maps.Keys(o.matters)) {
		known := o.matters[of]
		if known.over || !ofChange(known.last) {
			continue
		}
		c := o.Bundle.Control(known.last.Control)
		if c == nil || o.waives(c, governance.Target{Address: known.last.Subject.ID}) {
			continue
		}
		o.escalate(c, Action{
			SubjectKind: notify.KindChange, SubjectID: known.last.Subject.ID, Subject: known.last.Subject.Name, Control: c.Name, Policies: known.last.Policies,
			Why:   fmt.Sprintf("nhi check found it at %s, and nothing that was recorded since says that it is over.", instant(known.since)),
			apart: of, about: of,
		}, known.since)
	}
}
