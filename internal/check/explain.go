package check

import (
	"cmp"
	"context"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// Explanation is how one policy came to what it says of one subject.
type Explanation struct {
	Address   string
	Operation policy.Operation // none of a provider or a module
	Trace     policy.Trace
}

// Explained is the explanations of everything in the plan that is of a type which
// a policy is about: changes and data sources, then modules, outputs and
// providers; each by address and then by the policies' order. Unrelated is how many
// changes are of other types.
type Explained struct {
	Explanations []Explanation
	Unrelated    int
}

// Explain tells step by step how the policies that are asked for come to their
// results. It uses the request's bundle, inputs, plan, tenant and instant;
// exceptions change no verdict of a policy, so they have no part in it.
func Explain(ctx context.Context, request Request, asked func(*policy.Policy) bool) (Explained, error) {
	c, err := newChecker(request)
	if err != nil {
		return Explained{}, err
	}
	c.keepData()
	var related []task
	result := Explained{}
	relate := func(ch change.Change) bool {
		t := c.explainable(ch, asked)
		if len(t.subjects) > 0 {
			related = append(related, t)
		}
		return len(t.subjects) > 0
	}
	for ch, err := range request.Plan.Changes() {
		if err != nil {
			return Explained{}, err
		}
		if ch.Drift {
			c.drifted.add(ch.Address)
			continue
		}
		c.note(ch)
		if !relate(ch) {
			result.Unrelated++
		}
	}
	read, err := c.dataRead()
	if err != nil {
		return Explained{}, err
	}
	for _, ch := range read {
		c.world.note(ch)
		relate(ch)
	}
	if err := c.records.resolve(); err != nil {
		return Explained{}, err
	}
	c.world.complete()
	slices.SortStableFunc(related, func(a, b task) int {
		return cmp.Or(cmp.Compare(a.change.Address, b.change.Address), cmp.Compare(a.change.Deposed, b.change.Deposed))
	})
	for _, t := range related {
		if err := ctx.Err(); err != nil {
			return Explained{}, err
		}
		t.learn(request.Plan)
		told, err := c.explain(&t)
		if err != nil {
			return Explained{}, err
		}
		result.Explanations = append(result.Explanations, told...)
	}
	others, err := c.explainOthers(asked)
	result.Explanations = append(result.Explanations, others...)
	return result, err
}

// explainOthers explains what is no change: how providers and modules are
// configured, and outputs.
func (c *checker) explainOthers(asked func(*policy.Policy) bool) (told []Explanation, err error) {
	tell := func(address string, subject policy.Subject, attrs func(*policy.Policy) (cty.Value, error)) {
		for _, p := range c.request.Bundle.Policies.Matching(subject.Kind, "", subject.Type) {
			if !asked(p) {
				continue
			}
			var unread error
			if subject.Attrs, unread = attrs(p); unread != nil {
				err = cmp.Or(err, unread)
				continue
			}
			told = append(told, Explanation{Address: address, Operation: subject.Operation, Trace: c.of(c.records.given).Explain(p, subject)})
		}
	}
	if configured, ok := c.request.Plan.(Configured); ok && c.request.Plan.Facts().Configured {
		setting := func(s plan.Setting, kind policy.Kind) {
			tell(s.Address, c.settingSubject(s, kind), func(p *policy.Policy) (cty.Value, error) { return given(s, p.Reads) })
		}
		for _, s := range configured.Providers() {
			setting(s, policy.ProviderPolicy)
		}
		for _, s := range configured.Modules() {
			setting(s, policy.ModulePolicy)
		}
	}
	unread := c.eachOutput(func(o plan.Output, _ policy.Operation, subject policy.Subject, unread error) {
		tell(addressOf(o), subject, func(*policy.Policy) (cty.Value, error) { return subject.Attrs, unread })
	})
	slices.SortStableFunc(told, func(a, b Explanation) int { return cmp.Compare(a.Address, b.Address) })
	return told, cmp.Or(err, unread)
}

// explainable finds the policies that are about the change's type, whether or
// not their operations include what happens to it.
func (c *checker) explainable(ch change.Change, asked func(*policy.Policy) bool) task {
	t := task{change: ch}
	kind, happening := policy.ResourcePolicy, operations[ch.Action]
	if ch.Mode == change.Data {
		kind, happening = policy.DataPolicy, nil
		if ch.Action == change.Read {
			happening = []policy.Operation{read}
		}
	}
	var about []*policy.Policy
	for _, operation := range []policy.Operation{policy.Create, policy.Update, policy.Delete, policy.NoOp} {
		for _, p := range c.request.Bundle.Policies.Matching(kind, operation, ch.Type) {
			if asked(p) && !slices.Contains(about, p) {
				about = append(about, p)
			}
		}
	}
	if len(about) > 0 {
		for _, operation := range happening {
			t.subjects = append(t.subjects, newSubject(kind, operation, about))
		}
	}
	return t
}

func (c *checker) explain(t *task) ([]Explanation, error) {
	var told []Explanation
	for _, s := range t.subjects {
		judged, err := s.values(t.change)
		if err != nil {
			return nil, err
		}
		tenant := c.records.tenantOf(t.change)
		t.env = c.of(tenant)
		judged.Meta = s.describe(t.change, tenant, c.drifted.has(t.change.Address))
		for _, p := range s.policies {
			told = append(told, Explanation{Address: t.change.Address, Operation: s.operation, Trace: c.trace(p, t, s, judged)})
		}
	}
	return told, nil
}
