package cli

import (
	"os"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/spf13/cobra"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// inputFlags give policies their inputs.
type inputFlags struct {
	values []string // name=value
	file   string
}

func (f *inputFlags) flags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.values, "input", nil, "value of a policy input, as `name=value`; may be given several times")
	cmd.Flags().StringVar(&f.file, "input-file", "", "`file` of input values, written as a .tfvars file is")
}

// inputs are what the flags and the environment give: --input over the
// environment's TFPOLICY_INPUT_name over --input-file.
func (f *inputFlags) inputs(p *Process) (policy.InputValues, error) {
	values := policy.InputValues{}
	if f.file != "" {
		if err := readInputs(f.file, values); err != nil {
			return nil, err
		}
	}
	for _, variable := range p.Environment {
		name, value, _ := strings.Cut(variable, "=")
		if name, ok := strings.CutPrefix(name, envInputPrefix); ok {
			values[name] = policy.InputValue{Value: cty.StringVal(value), Literal: true, Optional: true, Source: envInputPrefix + name}
		}
	}
	for _, given := range f.values {
		name, value, ok := strings.Cut(given, "=")
		if !ok || name == "" {
			return nil, problemf("Wrong usage", "An input is given as --input name=value; %q is not.", given)
		}
		values[name] = policy.InputValue{Value: cty.StringVal(value), Literal: true, Source: "--input " + name}
	}
	return values, nil
}

func readInputs(name string, values policy.InputValues) error {
	content, err := os.ReadFile(name)
	if err != nil {
		return unreadable(name, err)
	}
	file, diags := hclsyntax.ParseConfig(content, name, hcl.InitialPos)
	if !diags.HasErrors() {
		var attrs hcl.Attributes
		attrs, diags = file.Body.JustAttributes()
		for _, attr := range attrs {
			value, moreDiags := attr.Expr.Value(nil)
			diags = append(diags, moreDiags...)
			values[attr.Name] = policy.InputValue{Value: value, Source: "--input-file " + name, Range: attr.NameRange.Ptr()}
		}
	}
	if diags.HasErrors() {
		return &diagnosed{diags, map[string][]byte{name: content}}
	}
	return nil
}
