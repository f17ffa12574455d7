package policy

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Input is one declared input.
type Input struct {
	Name        string
	Directory   string // of the files that it can be read in
	Type        cty.Type
	Default     cty.Value // cty.NilVal when there is none
	Description string
	Sensitive   bool
	Nullable    bool
	Range       hcl.Range

	defaults *typeexpr.Defaults
}

var inputSchema = &hcl.BodySchema{
	Attributes: []hcl.AttributeSchema{
		{Name: "type", Required: true},
		{Name: "default"},
		{Name: "description"},
		{Name: "nullable"},
		{Name: "sensitive"},
	},
}

func (l *loader) input(block *hcl.Block) hcl.Diagnostics {
	name := block.Labels[0]
	content, diags := block.Body.Content(inputSchema)
	if !hclsyntax.ValidIdentifier(name) {
		diags = diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Invalid input name",
			Detail:   fmt.Sprintf("An input is read as input.NAME, so its name is letters, digits, underscores and hyphens, and starts with a letter; %q is not.", name),
			Subject:  block.LabelRanges[0].Ptr(),
		})
	}
	in := &Input{Name: name, Directory: l.file.directory.path, Type: cty.DynamicPseudoType, Default: cty.NilVal, Range: block.DefRange}
	if earlier := l.file.directory.inputs[name]; earlier != nil {
		diags = diags.Append(duplicate("input", fmt.Sprintf("Input names are unique in a directory, and %q is already declared", name), earlier.Range, block.DefRange))
	} else {
		l.file.directory.inputs[name] = in
	}
	if attr := content.Attributes["type"]; attr != nil {
		typ, defaults, moreDiags := typeexpr.TypeConstraintWithDefaults(attr.Expr)
		diags = append(diags, sanitized(moreDiags)...)
		if !moreDiags.HasErrors() {
			in.Type, in.defaults = typ, defaults
		}
	}
	for word, into := range map[string]*bool{"nullable": &in.Nullable, "sensitive": &in.Sensitive} {
		if attr := content.Attributes[word]; attr != nil {
			value, moreDiags := literal(attr.Expr)
			diags = append(diags, moreDiags...)
			if moreDiags.HasErrors() {
				continue
			}
			value, err := convert.Convert(value, cty.Bool)
			if err != nil || value.IsNull() {
				diags = diags.Append(&hcl.Diagnostic{
					Severity: hcl.DiagError,
					Summary:  "Bool required",
					Detail:   fmt.Sprintf("The argument %s of an input is true or false.", word),
					Subject:  attr.Expr.Range().Ptr(),
				})
				continue
			}
			*into = value.True()
		}
	}
	if attr := content.Attributes["description"]; attr != nil {
		text, moreDiags := literalString(attr.Expr)
		diags = append(diags, moreDiags...)
		in.Description = text
	}
	if attr := content.Attributes["default"]; attr != nil {
		value, moreDiags := literal(attr.Expr)
		diags = append(diags, moreDiags...)
		if !moreDiags.HasErrors() {
			converted, err := in.convert(value)
			if err != nil {
				diags = diags.Append(&hcl.Diagnostic{
					Severity: hcl.DiagError,
					Summary:  "Default does not fit the type",
					Detail:   fmt.Sprintf("The default of input %q cannot be a %s: %s.", name, in.Type.FriendlyNameForConstraint(), err),
					Subject:  attr.Expr.Range().Ptr(),
				})
			} else {
				in.Default = converted
			}
		}
	}
	return diags
}

// convert makes a value fit the type constraint. The error names types and
// attributes, never values.
func (in *Input) convert(value cty.Value) (cty.Value, error) {
	if in.defaults != nil && !value.IsNull() {
		value = in.defaults.Apply(value)
	}
	return convert.Convert(value, in.Type)
}
