package policytest

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// subject turns an evaluated mock into what policies judge. The diagnostics are
// about this mock alone.
func (g *graph) subject(m *mock, dialect policy.Dialect) (policy.Subject, hcl.Diagnostics) {
	s := policy.Subject{
		Kind:       kinds[m.kind],
		Type:       m.typ,
		Attrs:      g.object(m, m.attrs),
		PriorAttrs: g.object(m, m.priorAttrs),
		Meta:       g.object(m, m.meta),
	}
	if m.kind != resourceBlock {
		if m.attrs == nil {
			s.Attrs = cty.EmptyObjectVal
		}
		return s, nil
	}
	operation, diags := m.operation(s)
	s.Operation = operation
	s.Meta = withOperation(s.Meta, operation)
	if empty(s.Attrs) && empty(s.PriorAttrs) && (dialect.RefusesEmptyMocks() || s.Attrs.IsNull() && s.PriorAttrs.IsNull()) {
		diags = diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Mock without attributes",
			Detail:   fmt.Sprintf("The resource %s has no state: neither attrs nor prior_attrs has an attribute, so there is nothing to judge. Set at least one; null says that it is not set.", m.address()),
			Subject:  m.rng.Ptr(),
		})
	}
	return s, diags
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

// operation is what meta says, and else what the mock's sides imply: attrs make
// a create, prior_attrs a delete, both an update.
func (m *mock) operation(s policy.Subject) (policy.Operation, hcl.Diagnostics) {
	if m.meta != nil && !s.Meta.IsNull() && s.Meta.Type().IsObjectType() && s.Meta.Type().HasAttribute("operation") {
		said, _ := s.Meta.GetAttr("operation").Unmark()
		isString := said.IsKnown() && said.Type() == cty.String
		switch {
		case said.IsNull():
		case isString && slices.Contains(operations, policy.Operation(said.AsString())):
			return policy.Operation(said.AsString()), nil
		default:
			what := "a non-string value"
			if isString {
				what = fmt.Sprintf("%q", said.AsString())
			}
			return policy.Create, hcl.Diagnostics{{
				Severity: hcl.DiagError,
				Summary:  "Invalid operation",
				Detail:   fmt.Sprintf("The operation in meta is %s; it can be \"create\", \"update\", \"delete\" or \"no-op\".", what),
				Subject:  m.meta.Expr.Range().Ptr(),
			}}
		}
	}
	switch attrs, prior := !s.Attrs.IsNull(), !s.PriorAttrs.IsNull(); {
	case attrs && prior:
		return policy.Update, nil
	case prior:
		return policy.Delete, nil
	default:
		return policy.Create, nil
	}
}

var operations = []policy.Operation{policy.Create, policy.Update, policy.Delete, policy.NoOp}

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
