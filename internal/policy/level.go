package policy

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

var levels = map[string]Level{
	string(Mandatory):            Mandatory,
	string(MandatoryOverridable): MandatoryOverridable,
	string(Advisory):             Advisory,
}

// compileLevel reads an enforcement level: a string, a bare word, or an
// expression over inputs and locals.
func (c *compiler) compileLevel(expr hcl.Expression, at place) (*levelRule, hcl.Diagnostics) {
	if word := hcl.ExprAsKeyword(expr); word != "" {
		return fixedLevel(word, expr.Range())
	}
	e, diags := c.expression(expr, at)
	if diags.HasErrors() {
		return nil, diags
	}
	if len(e.references) == 0 {
		if value, moreDiags := literal(expr); !moreDiags.HasErrors() {
			level, diag := levelOf(value, expr.Range())
			if diag != nil {
				return nil, hcl.Diagnostics{diag}
			}
			return &levelRule{fixed: level}, nil
		}
	}
	e.locals = inOrder(c.file, e.locals)
	for _, l := range e.locals {
		if readsSubject(l) {
			diags = diags.Append(&hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "Enforcement level depends on the resource",
				Detail:   fmt.Sprintf("An enforcement level is the same for everything that the policy judges, and local.%s depends on what is judged. Use inputs, or locals made of them.", l.name),
				Subject:  e.rng.Ptr(),
			})
		}
	}
	return &levelRule{value: e}, diags
}

func fixedLevel(word string, at hcl.Range) (*levelRule, hcl.Diagnostics) {
	level, ok := levels[word]
	if !ok {
		return nil, hcl.Diagnostics{invalidLevel(word, at)}
	}
	return &levelRule{fixed: level}, nil
}

func invalidLevel(word string, at hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Invalid enforcement level",
		Detail: fmt.Sprintf("The enforcement level is advisory, mandatory_overridable or mandatory, not %q.%s", word,
			words.DidYouMean(word, []string{string(Advisory), string(MandatoryOverridable), string(Mandatory)})),
		Subject: at.Ptr(),
	}
}

// levelOf turns an evaluated level into a Level. The value is shown only when
// it is not sensitive.
func levelOf(value cty.Value, at hcl.Range) (Level, *hcl.Diagnostic) {
	plain, _ := value.Unmark()
	if plain.Type() != cty.String || plain.IsNull() || !plain.IsKnown() {
		return "", &hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Invalid enforcement level",
			Detail:   fmt.Sprintf("The enforcement level is a string: advisory, mandatory_overridable or mandatory. This one is %s.", show(value)),
			Subject:  at.Ptr(),
		}
	}
	if isSensitive(value) {
		if level, ok := levels[plain.AsString()]; ok {
			return level, nil
		}
		return "", invalidLevel("(sensitive value)", at)
	}
	level, ok := levels[plain.AsString()]
	if !ok {
		return "", invalidLevel(plain.AsString(), at)
	}
	return level, nil
}
