package check

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// environments are what policies are evaluated in: one for everybody, and one
// with their own values of parameters for tenants that have some. Variations
// count once they are recorded, so those of the plan itself do not, nor does the
// plan take one away: what it changes is judged from the next plan on.
type environments struct {
	common *policy.Environment
	own    map[string]func() *policy.Environment // by tenant's id; each is made when it is first needed
	mutex  sync.Mutex                            // of what follows
	unfit  map[string]string                     // by tenant's id, why its values cannot be used
}

// of is the environment for what belongs to a tenant, nil for nobody.
func (e *environments) of(t *tenant) *policy.Environment {
	if t != nil && e.own[t.ID] != nil {
		return e.own[t.ID]()
	}
	return e.common
}

// varied is a variation of the register, and how it stands.
type varied struct {
	governance.Variation
	tenant   *tenant
	standing governance.Standing
}

// vary finds out which tenants have values of their own.
func (c *checker) vary(common *policy.Environment) *environments {
	e := &environments{common: common, own: map[string]func() *policy.Environment{}, unfit: map[string]string{}}
	values := map[string]policy.InputValues{}
	for _, v := range c.request.Facts.Variations {
		t := c.records.tenants[v.TenantID]
		if t == nil {
			continue
		}
		standing := c.request.Bundle.StandVariation(v, t.Slug, c.request.Now)
		c.varied = append(c.varied, varied{v, t, standing})
		if !standing.Honoured() {
			continue
		}
		if values[t.ID] == nil {
			values[t.ID] = policy.InputValues{}
		}
		values[t.ID][v.Parameter] = policy.InputValue{
			Value: cty.StringVal(v.Value), Literal: true,
			Source: fmt.Sprintf("The variation of parameter %q of control %q by tenant %s", v.Parameter, v.Control, t.Slug),
		}
	}
	for id, own := range values {
		e.own[id] = sync.OnceValue(func() *policy.Environment {
			inputs := c.request.Inputs.Over(own.Over(parameters(c.request.Bundle.Controls)))
			env, diags := c.request.Bundle.Policies.Environment(inputs, c.world, c.request.Now)
			if diags.HasErrors() {
				e.mutex.Lock()
				defer e.mutex.Unlock()
				e.unfit[id] = diags.Error()
				return common
			}
			return env
		})
	}
	return e
}

// variations tells of those of the tenants that the check is about, by id.
func (c *checker) variations(about set) []decision.Variation {
	var all []decision.Variation
	for _, v := range c.varied {
		if !about.has(v.TenantID) && !c.records.consulted.has(v.TenantID) {
			continue
		}
		told := decision.Variation{
			ID: v.ID, Tenant: v.tenant.Slug, Control: v.Control, Parameter: v.Parameter, Value: v.Value, Reason: v.Reason,
			Status: string(v.standing.Status), Counts: v.standing.Honoured(), Problems: v.standing.Problems,
		}
		if !v.ExpiresAt.IsZero() {
			told.ExpiresAt = &v.ExpiresAt
		}
		if why, unfit := c.environments.unfit[v.TenantID]; unfit && told.Counts {
			told.Counts, told.Problems = false, append(told.Problems, why)
		}
		all = append(all, told)
	}
	slices.SortFunc(all, func(a, b decision.Variation) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// uncounted warns of variations that do not count although they were not left to
// end: the tenant may rely on them.
func uncounted(variations []decision.Variation) []string {
	var warnings []string
	for _, v := range variations {
		if !v.Counts && v.Status != string(governance.ExceptionExpired) {
			why := "nobody approved it"
			if len(v.Problems) > 0 {
				why = v.Problems[0]
			}
			warnings = append(warnings, fmt.Sprintf("Tenant %s's value %s of parameter %q does not count, and the default does: %s.", v.Tenant, v.Value, v.Parameter, why))
		}
	}
	return warnings
}
