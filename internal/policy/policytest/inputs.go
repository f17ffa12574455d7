package policytest

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// inputScope is what input.NAME means in a test: for each mock, the value that
// the policies see when the mock is judged.
type inputScope struct {
	file    hcl.Attributes
	resolve func(policy.InputValues) (cty.Value, hcl.Diagnostics)
	given   map[*mock]policy.InputValues // by the inputs blocks; nil is the file's
	objects map[*mock]cty.Value
	working bool // an inputs block is being evaluated, for telling a cycle
}

func newInputScope(file *testFile, resolve func(policy.InputValues) (cty.Value, hcl.Diagnostics)) *inputScope {
	return &inputScope{
		file:    file.inputs,
		resolve: resolve,
		given:   map[*mock]policy.InputValues{},
		objects: map[*mock]cty.Value{},
	}
}

// given evaluates the inputs block of a mock, or of the file.
func (g *graph) given(m *mock) policy.InputValues {
	if values, ok := g.inputs.given[m]; ok {
		return values
	}
	attrs, what := g.inputs.file, "The inputs block of the test"
	if m != nil {
		attrs, what = m.inputs, "The inputs block of the case"
	}
	values := policy.InputValues{}
	g.inputs.given[m] = values
	outer, working := g.of, g.inputs.working
	g.of, g.inputs.working = m, true
	for name, attr := range attrs {
		values[name] = policy.InputValue{Value: g.value(attr.Expr), Source: what, Range: attr.NameRange.Ptr()}
	}
	g.of, g.inputs.working = outer, working
	return values
}

// inputObject is the variable input for the mock whose expressions are
// evaluated. It is false when there was an error.
func (g *graph) inputObject(from hcl.Traversal) (cty.Value, bool) {
	if g.inputs.working {
		g.diags = g.diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Circular reference detected",
			Detail:   "What an inputs block refers to cannot refer to inputs: the block would need its own values.",
			Subject:  from.SourceRange().Ptr(),
		})
		return cty.DynamicVal, false
	}
	if object, ok := g.inputs.objects[g.of]; ok {
		return object, true
	}
	given := g.given(nil)
	if g.of != nil {
		given = g.given(g.of).Over(given)
	}
	object, diags := g.inputs.resolve(given)
	if diags.HasErrors() {
		g.diags = append(g.diags, diags...)
		return cty.DynamicVal, false
	}
	g.inputs.objects[g.of] = object
	return object, true
}
