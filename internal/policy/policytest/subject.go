package policytest

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// subject turns an evaluated mock into what policies judge.
func (g *graph) subject(m *mock, dialect policy.Dialect) policy.Subject {
	s := policy.Subject{
		Kind:       kinds[m.kind],
		Type:       m.typ,
		Attrs:      g.object(m, m.attrs),
		PriorAttrs: g.object(m, m.priorAttrs),
		Meta:       g.object(m, m.meta),
	}
	if m.kind != resourceBlock {
		if m.attrs == nil {
			// What a provider or module is configured with is not said,
			// which is not the same as nothing.
			s.Attrs = cty.DynamicVal
		}
		return s
	}
	if g.diags.HasErrors() {
		return s
	}
	s.Operation = g.operation(m, s)
	if !g.diags.HasErrors() && dialect.RefusesEmptyMocks() && empty(s.Attrs) && empty(s.PriorAttrs) {
		g.diags = g.diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Empty mock",
			Detail:   fmt.Sprintf("The resource %s has no attributes, neither in attrs nor in prior_attrs, so there is nothing to judge. Set at least one; null says that it is not set.", m.address()),
			Subject:  m.rng.Ptr(),
		})
	}
	s.Meta = withOperation(s.Meta, s.Operation)
	return s
}

// object evaluates an argument that is an object or null.
func (g *graph) object(m *mock, attr *hcl.Attribute) cty.Value {
	if attr == nil {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	var value cty.Value
	if n := g.nodes[m.address()]; n != nil && n.expr == attr.Expr {
		g.evaluate(n, nil)
		value = n.value
	} else {
		value = g.value(attr.Expr)
	}
	plain, marks := value.Unmark()
	switch {
	case plain.Type().IsMapType() && plain.IsKnown() && !plain.IsNull():
		return cty.ObjectVal(plain.AsValueMap()).WithMarks(marks)
	case plain.Type().IsObjectType(), plain.IsNull(), !plain.IsKnown():
		return value
	}
	g.diags = g.diags.Append(&hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Object required",
		Detail:   fmt.Sprintf("The argument %s of a mock is an object such as { name = \"example\" }, not %s.", attr.Name, plain.Type().FriendlyName()),
		Subject:  attr.Expr.Range().Ptr(),
	})
	return cty.NullVal(cty.DynamicPseudoType)
}

// operation is what meta says, and else what the mock's sides imply.
func (g *graph) operation(m *mock, s policy.Subject) policy.Operation {
	if m.meta != nil && !s.Meta.IsNull() && s.Meta.Type().IsObjectType() && s.Meta.Type().HasAttribute("operation") {
		said, _ := s.Meta.GetAttr("operation").Unmark()
		if !said.IsNull() {
			if said.IsKnown() && said.Type() == cty.String {
				switch operation := policy.Operation(said.AsString()); operation {
				case policy.Create, policy.Update, policy.Delete, policy.NoOp:
					return operation
				}
			}
			g.diags = g.diags.Append(&hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "Invalid operation",
				Detail:   "The operation in meta is create, update, delete or no-op.",
				Subject:  m.meta.Expr.Range().Ptr(),
			})
			return policy.Create
		}
	}
	switch attrs, prior := !s.Attrs.IsNull(), !s.PriorAttrs.IsNull(); {
	case attrs && prior:
		return policy.Update
	case attrs:
		return policy.Create
	case prior:
		return policy.Delete
	}
	g.diags = g.diags.Append(&hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Mock without attributes",
		Detail:   fmt.Sprintf("The resource %s has neither attrs nor prior_attrs: attrs make it a create, prior_attrs a delete, both an update.", m.address()),
		Subject:  m.rng.Ptr(),
	})
	return policy.Create
}

func empty(object cty.Value) bool {
	object, _ = object.Unmark()
	return object.IsNull() || object.IsKnown() && object.Type().IsObjectType() && len(object.Type().AttributeTypes()) == 0
}

func withOperation(meta cty.Value, operation policy.Operation) cty.Value {
	plain, marks := meta.Unmark()
	attrs := map[string]cty.Value{}
	if !plain.IsNull() && plain.IsKnown() && plain.CanIterateElements() {
		attrs = plain.AsValueMap()
	}
	if attrs == nil {
		attrs = map[string]cty.Value{}
	}
	attrs["operation"] = cty.StringVal(string(operation))
	return cty.ObjectVal(attrs).WithMarks(marks)
}

// flag evaluates an argument that is true or false, and false when not set.
func (g *graph) flag(attr *hcl.Attribute) bool {
	if attr == nil {
		return false
	}
	value, _ := g.value(attr.Expr).Unmark()
	value, err := convert.Convert(value, cty.Bool)
	if err != nil || !value.IsKnown() {
		g.diags = g.diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Bool required",
			Detail:   fmt.Sprintf("The argument %s of a test case is true or false.", attr.Name),
			Subject:  attr.Expr.Range().Ptr(),
		})
		return false
	}
	return !value.IsNull() && value.True()
}

// inputs evaluates the values that a block gives for inputs.
func (g *graph) inputs(attrs hcl.Attributes, what string) policy.InputValues {
	values := policy.InputValues{}
	for name, attr := range attrs {
		values[name] = policy.InputValue{Value: g.value(attr.Expr), Source: what, Range: attr.NameRange.Ptr()}
	}
	return values
}
