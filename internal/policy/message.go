package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// What stands in a message for what it cannot say.
const (
	sensitiveText    = "(sensitive value)"
	unknownText      = "(known after apply)"
	sensitiveMessage = "The policy's message cannot be shown, because it contains a sensitive value."
)

// message evaluates a message. Whatever goes wrong is a warning: a message says
// why, it never decides.
func (s *scope) message(e *expression, what string, env *Environment) (string, bool) {
	outer := s.diags
	text, problem := s.text(e, env)
	s.diags = outer
	if problem != "" {
		s.diags = s.diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagWarning,
			Summary:  "Message could not be evaluated",
			Detail:   fmt.Sprintf("The %s of the policy %s The verdict stands.", what, problem),
			Subject:  e.rng.Ptr(),
		})
	}
	return text, problem == ""
}

// text returns what an expression says, and what went wrong otherwise.
func (s *scope) text(e *expression, env *Environment) (text, problem string) {
	for _, l := range e.locals {
		if !s.need(l) {
			return "", fmt.Sprintf("needs local.%s, which failed.", l.name)
		}
	}
	if e.wholeLocal {
		s.gather(e.locals)
	}
	context := s.context.NewChild()
	context.Functions = env.message
	value, diags := e.syntax.Value(context)
	if diags.HasErrors() {
		return "", "failed: " + firstDetail(sanitized(diags))
	}
	if isSensitive(value) {
		return sensitiveMessage, ""
	}
	value, _ = value.UnmarkDeep()
	if !value.IsKnown() {
		return partialText(e.syntax, context)
	}
	plain, err := convert.Convert(value, cty.String)
	switch {
	case err != nil:
		return "", fmt.Sprintf("is %s, and not a string.", value.Type().FriendlyName())
	case plain.IsNull():
		return "", "is null."
	case !plain.IsKnown():
		return unknownText, ""
	}
	return shorten(plain.AsString()), ""
}

// longestMessage is how many bytes of a message are kept: it is for people.
const longestMessage = 8 << 10

func shorten(text string) string {
	text = strings.TrimSpace(text)
	if len(text) > longestMessage {
		text = strings.ToValidUTF8(text[:longestMessage], "") + "…"
	}
	return text
}

// partialText writes a template whose value is unknown, with words in the
// places of what is not known.
func partialText(syntax hclsyntax.Expression, context *hcl.EvalContext) (text, problem string) {
	template, ok := syntax.(*hclsyntax.TemplateExpr)
	if !ok {
		return unknownText, ""
	}
	var b strings.Builder
	for _, part := range template.Parts {
		value, diags := part.Value(context)
		if diags.HasErrors() {
			return "", "failed: " + firstDetail(sanitized(diags))
		}
		value, _ = value.UnmarkDeep()
		plain, err := convert.Convert(value, cty.String)
		switch {
		case err != nil || plain.IsNull():
			return "", "contains something that is not a string."
		case !plain.IsKnown():
			b.WriteString(unknownText)
		default:
			b.WriteString(plain.AsString())
		}
	}
	return shorten(b.String()), ""
}

func firstDetail(diags hcl.Diagnostics) string {
	for _, diag := range diags {
		if diag.Severity == hcl.DiagError {
			return diag.Summary + ". " + diag.Detail
		}
	}
	return ""
}

// values shows what each reference of an expression was.
func (s *scope) values(e *expression) []Value {
	var values []Value
	for _, r := range e.references {
		value, diags := r.traversal.TraverseAbs(s.context)
		text := "(none)"
		if !diags.HasErrors() {
			text = show(value)
		}
		values = append(values, Value{Expression: r.source, Text: text})
	}
	return values
}

// isSensitive reports whether a value or anything inside of it is sensitive.
func isSensitive(value cty.Value) bool {
	if !value.ContainsMarked() {
		return false
	}
	_, marked := value.UnmarkDeepWithPaths()
	return slices.ContainsFunc(marked, func(at cty.PathValueMarks) bool {
		_, ok := at.Marks[change.Sensitive]
		return ok
	})
}
