package check

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// Putting is a [Plan] that tells what happens to the outputs of the root module,
// once Changes has ended.
type Putting interface {
	Plan
	Outputs() ([]plan.Output, error)
}

// outputs judges the outputs that there will be. There are few of them, so they
// need no workers.
func (c *checker) outputs() error {
	putting, ok := c.request.Plan.(Putting)
	if !ok {
		return nil
	}
	outputs, err := putting.Outputs()
	if err != nil {
		return err
	}
	for _, o := range outputs {
		operations := operations[o.Action]
		if len(operations) == 0 || operations[0] == policy.Delete {
			continue
		}
		policies := c.request.Bundle.Policies.Matching(policy.OutputPolicy, "", o.Name)
		if len(policies) > 0 {
			c.output(o, operations[0], policies)
		}
	}
	return nil
}

func (c *checker) output(o plan.Output, operation policy.Operation, policies []*policy.Policy) {
	address := "output." + o.Name
	value, err := o.After.Value(change.AllNames)
	if err == nil && o.Sensitive {
		value = value.Mark(change.Sensitive)
	}
	slug, ring := c.records.given.values()
	subject := policy.Subject{
		Kind: policy.OutputPolicy, Type: o.Name, Operation: operation,
		PriorAttrs: cty.NullVal(cty.DynamicPseudoType),
		Meta: cty.ObjectVal(map[string]cty.Value{
			"address": cty.StringVal(address), "name": cty.StringVal(o.Name),
			"operation": cty.StringVal(string(operation)), "tenant": slug, "ring": ring,
		}),
	}
	if err == nil {
		subject.Attrs = cty.ObjectVal(map[string]cty.Value{"value": value, "sensitive": cty.BoolVal(o.Sensitive)})
	}
	for _, p := range policies {
		c.matched.Store(p, struct{}{})
		var f *finding
		if err != nil {
			f = unreadable(p, err)
		} else if f = newFinding(p, c.env.Evaluate(p, subject)); f == nil {
			continue
		}
		f.Address, f.Operation, f.Action = address, string(operation), string(o.Action)
		f.Controls = c.controls(p)
		for i, origin := range f.origins {
			if origin.Address == address {
				f.origins[i].Attribute = belowValue(origin.Attribute)
			}
		}
		if f.tenant = c.records.given; f.tenant != nil {
			f.Tenant = f.tenant.Slug
		}
		c.keep(f)
	}
}

// belowValue is the path of a part of an output's value, as attrs has it.
func belowValue(path string) string {
	if path == "" || strings.HasPrefix(path, ".") || strings.HasPrefix(path, "[") {
		return "value" + path
	}
	return "value." + path
}

// keep lists a finding, or counts it when it passes in silence.
func (c *checker) keep(f *finding) {
	if f.Verdict == decision.Pass && len(f.Messages) == 0 && !c.request.Passes {
		c.passed.Pass++
		return
	}
	c.findings = append(c.findings, f)
}
