package policytest

import (
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// Coverage says which policies the cases exercised, ordered by file and
// position.
type Coverage struct{ Policies []PolicyCoverage }

// PolicyCoverage is what the cases did to one policy.
type PolicyCoverage struct {
	Policy *policy.Policy
	Judged int // how often a case's type and operation matched
	// Branches are the ways that its filter and its conditions can go.
	Branches []Branch
}

// Branch is one way that a filter or a condition can go.
type Branch struct {
	Range hcl.Range
	What  string // filter true, filter false, condition true or condition false
	Taken int
}

// Missed returns what no case exercised.
func (p PolicyCoverage) Missed() []Branch {
	var missed []Branch
	for _, b := range p.Branches {
		if b.Taken == 0 {
			missed = append(missed, b)
		}
	}
	return missed
}

// Counts returns how many branches there are, and how many were taken.
func (c Coverage) Counts() (taken, all int) {
	for _, p := range c.Policies {
		all += len(p.Branches)
		taken += len(p.Branches) - len(p.Missed())
	}
	return taken, all
}

type policyKey struct {
	file string
	kind policy.Kind
	typ  string
	name string
}

// coverage collects. It is not safe for concurrent use.
type coverage map[policyKey]*PolicyCoverage

func (c coverage) of(p *policy.Policy) *PolicyCoverage {
	key := policyKey{p.File, p.Kind, p.Type, p.Name}
	if c[key] == nil {
		covered := &PolicyCoverage{Policy: p}
		if filter := p.Filter; filter != nil {
			covered.Branches = append(covered.Branches, Branch{Range: *filter, What: "filter true"}, Branch{Range: *filter, What: "filter false"})
		}
		for _, condition := range p.Conditions {
			covered.Branches = append(covered.Branches, Branch{Range: condition, What: "condition true"}, Branch{Range: condition, What: "condition false"})
		}
		c[key] = covered
	}
	return c[key]
}

func (c coverage) add(result policy.Result) {
	covered := c.of(result.Policy)
	covered.Judged++
	conditions := covered.Branches
	if filter := result.Policy.Filter; filter != nil {
		conditions = covered.Branches[2:]
		switch {
		case result.Outcome == policy.NotApplicable:
			covered.Branches[1].Taken++
		case len(result.Enforce) > 0:
			covered.Branches[0].Taken++
		}
	}
	for i, enforce := range result.Enforce {
		switch enforce.Outcome {
		case policy.Pass:
			conditions[2*i].Taken++
		case policy.Fail:
			conditions[2*i+1].Taken++
		}
	}
}

func (c coverage) sorted() Coverage {
	var all Coverage
	for _, covered := range c {
		all.Policies = append(all.Policies, *covered)
	}
	slices.SortFunc(all.Policies, func(a, b PolicyCoverage) int {
		return cmp.Or(cmp.Compare(a.Policy.File, b.Policy.File), cmp.Compare(a.Policy.Range.Start.Byte, b.Policy.Range.Start.Byte))
	})
	return all
}
