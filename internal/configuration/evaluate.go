package configuration

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// evaluate returns what an expression is known to be. An unknown string carries
// a [change.Partial] only where the expression hands on a document as it is:
// what a function or a template makes of one is not known.
func (s scope) evaluate(expr hcl.Expression) cty.Value {
	if isLiteral(expr) {
		value, _ := expr.Value(nil)
		return value
	}
	if s.depth > maxDepth {
		return unknown("expression")
	}
	if value := s.plain(expr); value.IsWhollyKnown() {
		return value
	}
	return s.partly(expr)
}

// isLiteral reports whether an expression is a value that is written out.
func isLiteral(expr hcl.Expression) bool {
	switch e := expr.(type) {
	case *hclsyntax.LiteralValueExpr:
		return true
	case *hclsyntax.TemplateExpr:
		return e.IsStringLiteral()
	default:
		return false
	}
}

// partly evaluates what is not known whole.
func (s scope) partly(expr hcl.Expression) cty.Value {
	switch e := expr.(type) {
	case *hclsyntax.ParenthesesExpr:
		return s.partly(e.Expression)
	case *hclsyntax.TemplateWrapExpr:
		return s.partly(e.Wrapped)
	case *hclsyntax.TemplateExpr:
		if value, ok := s.template(e); ok {
			return value
		}
		return withoutPartial(s.begun(e))
	case *hclsyntax.ConditionalExpr:
		condition, marks := s.plain(e.Condition).Unmark()
		switch {
		case condition.RawEquals(cty.True):
			return s.partly(e.TrueResult).WithMarks(sensitivity(marks))
		case condition.RawEquals(cty.False):
			return s.partly(e.FalseResult).WithMarks(sensitivity(marks))
		}
	case *hclsyntax.ObjectConsExpr:
		if value, ok := s.object(e); ok {
			return value
		}
	case *hclsyntax.TupleConsExpr:
		elements := make([]cty.Value, len(e.Exprs))
		for i, element := range e.Exprs {
			elements[i] = s.partly(element)
		}
		return cty.TupleVal(elements)
	case *hclsyntax.RelativeTraversalExpr:
		if value, diags := e.Traversal.TraverseRel(s.partly(e.Source)); !diags.HasErrors() {
			return value
		}
	case *hclsyntax.FunctionCallExpr:
		if value, ok := s.document(e); ok {
			return value
		}
		if value, ok := s.arranged(e); ok {
			return value
		}
		if value, ok := s.filled(e); ok {
			return value
		}
	}
	value := s.plain(expr)
	if isPath(expr) {
		return value
	}
	return withoutPartial(value)
}

// plain evaluates as Terraform does, and gives unknown for what does not evaluate.
func (s scope) plain(expr hcl.Expression) cty.Value {
	value, diags := expr.Value(&hcl.EvalContext{Variables: s.variables(expr), Functions: s.functionsIn(expr)})
	if diags.HasErrors() {
		return unknown("expression")
	}
	return value
}

func (s scope) object(e *hclsyntax.ObjectConsExpr) (cty.Value, bool) {
	attrs := make(map[string]cty.Value, len(e.Items))
	for _, item := range e.Items {
		key, _ := s.plain(item.KeyExpr).Unmark()
		if key.IsNull() || !key.IsKnown() || key.Type() != cty.String {
			return cty.NilVal, false
		}
		attrs[key.AsString()] = s.partly(item.ValueExpr)
	}
	return cty.ObjectVal(attrs), true
}

// document handles the two functions that make a document and open it.
func (s scope) document(e *hclsyntax.FunctionCallExpr) (cty.Value, bool) {
	if len(e.Args) != 1 || e.ExpandFinal || e.Name != "jsonencode" && e.Name != "jsondecode" {
		return cty.NilVal, false
	}
	argument := s.partly(e.Args[0])
	if argument.IsWhollyKnown() {
		return cty.NilVal, false
	}
	if e.Name == "jsondecode" {
		return structure(argument)
	}
	if plain, _ := argument.Unmark(); !plain.IsKnown() {
		return cty.NilVal, false
	}
	return partial(argument), true
}

// arranged handles the functions that only put values together.
func (s scope) arranged(e *hclsyntax.FunctionCallExpr) (cty.Value, bool) {
	if e.ExpandFinal || e.Name != "merge" && e.Name != "concat" {
		return cty.NilVal, false
	}
	arguments := make([]cty.Value, len(e.Args))
	for i, argument := range e.Args {
		arguments[i] = s.partly(argument)
	}
	value, err := functions[e.Name].Call(arguments)
	return value, err == nil
}

// partial is the unknown JSON text of a structure.
func partial(of cty.Value) cty.Value {
	_, marks := of.UnmarkDeep()
	return change.WithPartial(of).WithMarks(sensitivity(marks))
}

// structure returns what a partly known text decodes to.
func structure(text cty.Value) (cty.Value, bool) {
	for mark := range text.Marks() {
		if p, ok := mark.(change.Partial); ok {
			return p.Value.WithMarks(sensitivity(text.Marks())), true
		}
	}
	return cty.NilVal, false
}

// sensitivity is what of a value's marks holds for whatever is made of it.
func sensitivity(marks cty.ValueMarks) cty.ValueMarks {
	if _, ok := marks[change.Sensitive]; ok {
		return cty.NewValueMarks(change.Sensitive)
	}
	return nil
}

// isPath reports whether an expression only takes a value out of others.
func isPath(expr hcl.Expression) bool {
	switch e := expr.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		return true
	case *hclsyntax.IndexExpr:
		return isPath(e.Collection)
	case *hclsyntax.SplatExpr:
		return isPath(e.Source)
	case *hclsyntax.ParenthesesExpr:
		return isPath(e.Expression)
	default:
		return false
	}
}

// withoutPartial is a value of which no part is a document any more.
func withoutPartial(value cty.Value) cty.Value {
	plain, paths := value.UnmarkDeepWithPaths()
	for _, path := range paths {
		for mark := range path.Marks {
			if _, ok := mark.(change.Partial); ok {
				delete(path.Marks, mark)
				path.Marks[change.Origin{Attribute: "document"}] = struct{}{}
			}
		}
	}
	return plain.MarkWithPaths(paths)
}
