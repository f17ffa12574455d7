package policy

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/nesting"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// InputValue is one value given for an input.
type InputValue struct {
	Value cty.Value
	// Literal says that Value is a string as typed on a command line or in
	// the environment, to be read by the input's type: as it is for a string,
	// a number or a bool, else as an expression such as ["a", "b"].
	Literal bool
	// Source says where the value is from, for diagnostics: "--input level".
	Source string
	// Range is where it is written; nil when not in a file.
	Range *hcl.Range
	// Optional says that it is no error when no input of the name is declared,
	// as for the variables of an environment that others share.
	Optional bool
}

// InputValues are values by input name.
type InputValues map[string]InputValue

// Over returns the values with those of a weaker source added.
func (v InputValues) Over(weaker InputValues) InputValues {
	merged := maps.Clone(weaker)
	if merged == nil {
		merged = InputValues{}
	}
	maps.Copy(merged, v)
	return merged
}

// Inputs returns the declared inputs, by directory and then by name.
func (s *Set) Inputs() []*Input {
	var all []*Input
	for _, dir := range slices.Sorted(maps.Keys(s.directories)) {
		inputs := s.directories[dir].inputs
		for _, name := range slices.Sorted(maps.Keys(inputs)) {
			all = append(all, inputs[name])
		}
	}
	return all
}

// resolveInputs turns what was given into the variables of each directory.
func (s *Set) resolveInputs(given InputValues) (map[*directory]map[string]cty.Value, hcl.Diagnostics) {
	var diags hcl.Diagnostics
	declared := map[string]bool{}
	variables := make(map[*directory]map[string]cty.Value, len(s.directories))
	for _, dir := range s.directories {
		variables[dir] = map[string]cty.Value{}
	}
	for _, in := range s.Inputs() {
		declared[in.Name] = true
		value, diag := in.resolve(given)
		if diag != nil {
			diags = diags.Append(diag)
			continue
		}
		if in.Sensitive {
			value = value.Mark(change.Sensitive)
		}
		variables[s.directories[in.Directory]]["input."+in.Name] = value
	}
	for dir, values := range variables {
		whole := make(map[string]cty.Value, len(values))
		for name := range dir.inputs {
			if value, ok := values["input."+name]; ok {
				whole[name] = value
			}
		}
		values["input"] = cty.ObjectVal(whole)
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if v := given[name]; !declared[name] && !v.Optional {
			diags = diags.Append(&hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "Value for an undeclared input",
				Detail:   fmt.Sprintf("%s gives a value for %q, and no policy file declares that input.%s", v.from(), name, words.DidYouMean(name, slices.Collect(maps.Keys(declared)))),
				Subject:  v.Range,
			})
		}
	}
	return variables, diags
}

// InputObject returns the value of every input by name, for tests whose mocks
// refer to them. Where two directories declare a name, the first by path counts.
func (s *Set) InputObject(given InputValues) (cty.Value, hcl.Diagnostics) {
	variables, diags := s.resolveInputs(given)
	values := map[string]cty.Value{}
	for _, in := range s.Inputs() {
		value, ok := variables[s.directories[in.Directory]]["input."+in.Name]
		if _, taken := values[in.Name]; ok && !taken {
			values[in.Name] = value
		}
	}
	return cty.ObjectVal(values), diags
}

// resolve finds the value of an input: what was given, or else the default.
func (in *Input) resolve(given InputValues) (cty.Value, *hcl.Diagnostic) {
	v, ok := given[in.Name]
	if !ok {
		switch {
		case in.Default != cty.NilVal:
			return in.Default, nil
		case in.Nullable:
			return cty.NullVal(in.Type), nil
		default:
			return cty.NilVal, &hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "No value for an input",
				Detail:   fmt.Sprintf("The input %q has no default and was given no value. Give it one with --input %s=VALUE, TFPOLICY_INPUT_%s or an input file.", in.Name, in.Name, in.Name),
				Subject:  in.Range.Ptr(),
			}
		}
	}
	invalid := func(reason string) *hcl.Diagnostic {
		at := v.Range
		if at == nil {
			at = in.Range.Ptr()
		}
		return &hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Invalid value for an input",
			Detail:   fmt.Sprintf("%s gives a value for the input %q, declared at %s, that does not fit: %s.", v.from(), in.Name, position(in.Range), reason),
			Subject:  at,
		}
	}
	value := v.Value
	if v.Literal && !in.Type.IsPrimitiveType() {
		parsed, ok := parseLiteral(value.AsString())
		switch {
		case ok:
			value = parsed
		case in.Type != cty.DynamicPseudoType:
			return cty.NilVal, invalid("it is read as an expression, such as [\"a\", \"b\"], and is not one")
		}
	}
	converted, err := in.convert(value)
	switch {
	case err != nil:
		return cty.NilVal, invalid(err.Error())
	case converted.IsNull() && !in.Nullable:
		return cty.NilVal, invalid("it is null, and the input is not nullable")
	}
	return converted, nil
}

// parseLiteral reads an expression that refers to nothing and calls nothing.
func parseLiteral(text string) (cty.Value, bool) {
	if len(text) > maxFileSize || nesting.Config([]byte(text), "") != nil {
		return cty.NilVal, false
	}
	expr, diags := hclsyntax.ParseExpression([]byte(text), "", hcl.InitialPos)
	if diags.HasErrors() || checkDepth(expr) != nil || loops(expr) || len(expr.Variables()) > 0 {
		return cty.NilVal, false
	}
	value, diags := expr.Value(nil)
	return value, !diags.HasErrors()
}

func (v InputValue) from() string {
	switch {
	case v.Source != "":
		return v.Source
	case v.Range != nil:
		return "The file at " + position(*v.Range)
	default:
		return "The caller"
	}
}
