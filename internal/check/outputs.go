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
	return c.eachOutput(func(o plan.Output, operation policy.Operation, subject policy.Subject, unread error) {
		for _, p := range c.request.Bundle.Policies.Matching(policy.OutputPolicy, "", o.Name) {
			c.matched.Store(p, struct{}{})
			c.output(o, operation, p, subject, unread)
		}
	})
}

// eachOutput visits every output that there will be, as policies see it.
func (c *checker) eachOutput(visit func(plan.Output, policy.Operation, policy.Subject, error)) error {
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
		subject, err := c.outputSubject(o, operations[0])
		visit(o, operations[0], subject, err)
	}
	return nil
}

func addressOf(o plan.Output) string { return "output." + o.Name }

func (c *checker) outputSubject(o plan.Output, operation policy.Operation) (policy.Subject, error) {
	slug, ring := c.records.given.values()
	subject := policy.Subject{
		Kind: policy.OutputPolicy, Type: o.Name, Operation: operation,
		PriorAttrs: cty.NullVal(cty.DynamicPseudoType),
		Meta: setOf(map[string]cty.Value{
			"address": cty.StringVal(addressOf(o)), "name": cty.StringVal(o.Name),
			"operation": cty.StringVal(string(operation)), "tenant": slug, "ring": ring,
		}),
	}
	value, err := o.After.Value(change.AllNames)
	if err != nil {
		return subject, err
	}
	if o.Sensitive {
		value = value.Mark(change.Sensitive)
	}
	subject.Attrs = cty.ObjectVal(map[string]cty.Value{"value": value, "sensitive": cty.BoolVal(o.Sensitive)})
	return subject, nil
}

// output judges one output by one policy.
func (c *checker) output(o plan.Output, operation policy.Operation, p *policy.Policy, subject policy.Subject, unread error) {
	var f *finding
	if unread != nil {
		f = unreadable(p, unread)
	} else if f = newFinding(p, c.of(c.records.given).Evaluate(p, subject)); f == nil {
		return
	}
	f.Address, f.Operation, f.Action = addressOf(o), string(operation), string(o.Action)
	f.Controls = c.controls(p)
	for i, origin := range f.origins {
		if origin.Address == f.Address {
			f.origins[i].Attribute = belowValue(origin.Attribute)
		}
	}
	if f.tenant = c.records.given; f.tenant != nil {
		f.Tenant = f.tenant.Slug
	}
	c.keep(f)
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
