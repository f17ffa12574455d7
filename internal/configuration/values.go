package configuration

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/nhi-governance/terraform-provider-nhi/internal/nesting"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// Values gathers what is given to the variables of the root module, from the
// weakest source to the strongest: a later value goes before an earlier one.
type Values struct {
	conf  *Configuration
	given map[string]cty.Value
	diags hcl.Diagnostics
}

// Values returns none yet.
func (c *Configuration) Values() *Values { return &Values{conf: c, given: map[string]cty.Value{}} }

// Environment takes the values of TF_VAR_NAME=value. Variables that are not declared
// may be another configuration's.
func (v *Values) Environment(environment []string) {
	for _, entry := range environment {
		name, value, _ := strings.Cut(entry, "=")
		if variable, ok := strings.CutPrefix(name, "TF_VAR_"); ok && v.declared(variable) != nil {
			v.text(variable, value, name)
		}
	}
}

// Folder takes the files that Terraform reads unasked: terraform.tfvars and
// *.auto.tfvars, and either in JSON.
func (v *Values) Folder() {
	dir := v.conf.directories[""]
	entries, err := fs.ReadDir(v.conf.sources, dir.stored)
	if err != nil {
		return // Load has said so
	}
	var automatic []string
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json") {
			automatic = append(automatic, name)
		}
	}
	slices.Sort(automatic)
	for _, name := range append([]string{"terraform.tfvars", "terraform.tfvars.json"}, automatic...) {
		content, err := fs.ReadFile(v.conf.sources, path.Join(dir.stored, name))
		if err == nil {
			v.File(path.Join(dir.shown, name), content)
		} else if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == name }) {
			v.refuse("File cannot be read", nil, "%s: %v.", path.Join(dir.shown, name), err)
		}
	}
}

// File takes the values of a file of variables, as *.tfvars and *.tfvars.json are.
func (v *Values) File(name string, content []byte) {
	v.conf.show(name, content)
	body, diags := parse(content, name)
	v.diags = append(v.diags, diags...)
	if body == nil {
		return
	}
	attributes, diags := body.JustAttributes()
	v.diags = append(v.diags, diags...)
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		attribute := attributes[name]
		value, diags := attribute.Expr.Value(nil)
		v.diags = append(v.diags, diags...)
		if !diags.HasErrors() && v.declared(name) != nil {
			v.convert(name, value, attribute.Expr.Range().Ptr(), "")
		}
	}
}

// Text takes a value as typed on a command line: as it is for a string, a number or
// a bool, else as an expression.
func (v *Values) Text(name, text, source string) {
	if v.declared(name) == nil {
		v.refuse("Value for an undeclared variable", nil, "%s gives a value, and the root module has no variable %q.", source, name)
		return
	}
	v.text(name, text, source)
}

func (v *Values) text(name, text, source string) {
	value := cty.StringVal(text)
	if ty, _, ok := v.declared(name).constraint(); ok && !ty.IsPrimitiveType() {
		parsed, diags := expression(text)
		if diags.HasErrors() {
			v.refuse("Invalid value for a variable", nil, "%s is read as an expression, such as [\"a\", \"b\"], because of the variable's type, and is not one: %s.", source, diags[0].Summary)
			return
		}
		value = parsed
	}
	v.convert(name, value, nil, source)
}

// expression evaluates one that refers to nothing.
func expression(text string) (cty.Value, hcl.Diagnostics) {
	if len(text) > maxParsed {
		return cty.NilVal, hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "it is too long"}}
	}
	if diag := nesting.Config([]byte(text), ""); diag != nil {
		return cty.NilVal, hcl.Diagnostics{diag}
	}
	expr, diags := hclsyntax.ParseExpression([]byte(text), "", hcl.InitialPos)
	if diags.HasErrors() {
		return cty.NilVal, diags
	}
	return expr.Value(nil)
}

func (v *Values) convert(name string, value cty.Value, at *hcl.Range, source string) {
	b := v.declared(name)
	converted, err := b.converted(value)
	if err != nil {
		if at == nil {
			at = b.header().Ptr()
			source += ": "
		}
		v.refuse("Invalid value for a variable", at, "%sthe value of variable %q does not fit its type: %s.", source, name, err)
		return
	}
	v.given[name] = converted
}

// Given returns the values by the names of variables.
func (v *Values) Given() (map[string]cty.Value, hcl.Diagnostics) { return v.given, v.diags }

func (v *Values) declared(name string) *block { return v.conf.module("").block("var." + name) }

func (v *Values) refuse(summary string, at *hcl.Range, format string, args ...any) {
	detail := fmt.Sprintf(format, args...)
	v.diags = v.diags.Append(&hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: summary, Detail: words.UpperFirst(detail), Subject: at,
	})
}

// constraint returns the type that a variable declares.
func (b *block) constraint() (ty cty.Type, defaults *typeexpr.Defaults, ok bool) {
	declared := b.attribute("type")
	if declared == nil {
		return cty.DynamicPseudoType, nil, false
	}
	// The oldest way to write a type is in quotes.
	if old, missing := b.literal("type"); !missing {
		switch old {
		case "string":
			return cty.String, nil, true
		case "list":
			return cty.List(cty.DynamicPseudoType), nil, true
		case "map":
			return cty.Map(cty.DynamicPseudoType), nil, true
		}
	}
	ty, defaults, diags := typeexpr.TypeConstraintWithDefaults(declared.Expr)
	if diags.HasErrors() {
		return cty.DynamicPseudoType, nil, false
	}
	return ty, defaults, true
}

// converted is a value as a variable of the type has it.
func (b *block) converted(value cty.Value) (cty.Value, error) {
	ty, defaults, ok := b.constraint()
	if !ok {
		return value, nil
	}
	if plain, marks := value.Unmark(); defaults != nil && !plain.IsNull() && plain.IsKnown() {
		value = defaults.Apply(plain).WithMarks(marks)
	}
	return convert.Convert(value, ty)
}
