package check

import (
	"cmp"
	"context"
	"slices"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// Explanation is how one policy came to what it says of one change.
type Explanation struct {
	Change    change.Change
	Operation policy.Operation
	Trace     policy.Trace
}

// Explained is the explanations of every change of a type that a policy is
// about, by address and then by the policies' order, and how many changes are
// not.
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
	for ch, err := range request.Plan.Changes() {
		if err != nil {
			return Explained{}, err
		}
		if ch.Drift {
			c.drifted.add(ch.Address)
			continue
		}
		c.note(ch)
		if t := c.explainable(ch, asked); len(t.subjects) > 0 {
			related = append(related, t)
		} else {
			result.Unrelated++
		}
	}
	if err := c.readData(); err != nil {
		return Explained{}, err
	}
	if err := c.records.resolve(); err != nil {
		return Explained{}, err
	}
	c.world.complete()
	if knowing, ok := request.Plan.(Knowing); ok {
		for i := range related {
			related[i].change.After = knowing.Known(related[i].change)
		}
	}
	slices.SortStableFunc(related, func(a, b task) int {
		return cmp.Or(cmp.Compare(a.change.Address, b.change.Address), cmp.Compare(a.change.Deposed, b.change.Deposed))
	})
	for _, t := range related {
		if err := ctx.Err(); err != nil {
			return Explained{}, err
		}
		told, err := c.explain(t)
		if err != nil {
			return Explained{}, err
		}
		result.Explanations = append(result.Explanations, told...)
	}
	return result, nil
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

func (c *checker) explain(t task) ([]Explanation, error) {
	var told []Explanation
	for _, s := range t.subjects {
		judged, err := s.values(t.change)
		if err != nil {
			return nil, err
		}
		judged.Meta = s.describe(t.change, c.records.tenantOf(t.change), c.drifted.has(t.change.Address))
		for _, p := range s.policies {
			told = append(told, Explanation{Change: t.change, Operation: s.operation, Trace: c.env.Explain(p, judged)})
		}
	}
	return told, nil
}
