package cli

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	hcljson "github.com/hashicorp/hcl/v2/json"
	"github.com/spf13/pflag"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/nesting"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// inputFlags give values to the inputs of policies.
type inputFlags struct {
	values []string
	files  []string
}

func (f *inputFlags) register(flags *pflag.FlagSet) {
	flags.StringArrayVar(&f.values, "input", nil, "value for a policy input, NAME=VALUE (may be given again)")
	flags.StringArrayVar(&f.files, "input-file", nil, "tfvars file with values for policy inputs (may be given again)")
}

// read returns the values that were given: the command line goes before the
// environment, and that before files, of which a later one goes before an
// earlier one.
func (f *inputFlags) read(p *Process) (policy.InputValues, error) {
	typed := policy.InputValues{}
	for _, text := range f.values {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return nil, problemf("Wrong usage", "--input %q has no NAME=VALUE.", text)
		}
		typed[name] = policy.InputValue{Value: cty.StringVal(value), Literal: true, Source: "--input " + name}
	}
	environment := policy.InputValues{}
	for _, variable := range p.Environment {
		name, value, _ := strings.Cut(variable, "=")
		if input, ok := strings.CutPrefix(name, envInputPrefix); ok && input != "" {
			environment[input] = policy.InputValue{Value: cty.StringVal(value), Literal: true, Source: name, Optional: true}
		}
	}
	files := policy.InputValues{}
	for _, name := range f.files {
		values, err := readInputFile(name)
		if err != nil {
			return nil, err
		}
		files = values.Over(files)
	}
	return typed.Over(environment.Over(files)), nil
}

func readInputFile(name string) (policy.InputValues, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, problemf("Input file cannot be read", "%s.", words.UpperFirst(err.Error()))
	}
	return inputsOf(name, content)
}

func inputsOf(name string, content []byte) (policy.InputValues, error) {
	sources := map[string][]byte{name: content}
	body, diags := parseInputs(name, content)
	if diags.HasErrors() {
		return nil, &diagnosed{diags, sources}
	}
	attributes, diags := body.JustAttributes()
	values := policy.InputValues{}
	for key, attribute := range attributes {
		value, moreDiags := attribute.Expr.Value(nil)
		diags = append(diags, moreDiags...)
		values[key] = policy.InputValue{Value: value, Range: &attribute.Range}
	}
	if diags.HasErrors() {
		return nil, &diagnosed{diags, sources}
	}
	return values, nil
}

func parseInputs(name string, content []byte) (hcl.Body, hcl.Diagnostics) {
	if filepath.Ext(name) != ".json" {
		return policy.Parse(policy.File{Path: name, Bytes: content})
	}
	if nesting.JSON(content) {
		return nil, hcl.Diagnostics{{
			Severity: hcl.DiagError,
			Summary:  "Nested too deeply",
			Detail:   "The values are nested more deeply than anybody writes them. Is this the right file?",
			Subject:  &hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos},
		}}
	}
	file, diags := hcljson.Parse(content, name)
	if diags.HasErrors() {
		return nil, diags
	}
	return file.Body, diags
}
