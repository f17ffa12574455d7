package policy

import "github.com/hashicorp/hcl/v2"

// Filter is where the policy's filter stands; nil when it has none.
func (p *Policy) Filter() *hcl.Range {
	if p.filter == nil {
		return nil
	}
	return p.filter.rng.Ptr()
}

// Conditions are where the conditions of the enforce blocks stand, in source
// order: the same as in [Result.Enforce].
func (p *Policy) Conditions() []hcl.Range {
	places := make([]hcl.Range, len(p.enforce))
	for i, block := range p.enforce {
		places[i] = block.condition.rng
	}
	return places
}
