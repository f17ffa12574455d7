package policy

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// rewriter prepares a parsed expression for being evaluated many times:
//
//   - local.x, input.x and meta.x become one variable each, named with the dot,
//     which no source can write. So no object has to be built that holds all
//     locals, and what is not read is not evaluated.
//   - meta.x below core::try is a variable that is not there when the subject
//     has no such field, and otherwise it is null: people write meta.alias ==
//     null and core::try(meta.alias, "") == "" for the same.
//   - conditionals accept result types that have nothing in common.
//   - for expressions and templates are counted, so that evaluation ends.
//
// It changes the expression in place.
type rewriter struct {
	hidden []map[string]bool // for variables in scope, which hide roots of the same name
	trying int               // how many core::try and core::can are around
}

// triedMeta is what the variables of meta below core::try start with.
const triedMeta = "tried meta."

// dotted are the roots whose attributes become variables of their own.
var dotted = []string{"local", "input", "meta"}

func (r *rewriter) all(exprs []hclsyntax.Expression) {
	for i, e := range exprs {
		exprs[i] = r.expr(e)
	}
}

func (r *rewriter) expr(e hclsyntax.Expression) hclsyntax.Expression {
	switch e := e.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		if !r.isHidden(e.Traversal.RootName()) {
			e.Traversal = joinRoot(e.Traversal)
			if field, ok := strings.CutPrefix(e.Traversal.RootName(), "meta."); ok && r.trying > 0 {
				root := e.Traversal[0].(hcl.TraverseRoot)
				root.Name = triedMeta + field
				e.Traversal[0] = root
			}
		}
	case *hclsyntax.RelativeTraversalExpr:
		e.Source = r.expr(e.Source)
	case *hclsyntax.FunctionCallExpr:
		if toleratesErrors[e.Name] {
			r.trying++
			defer func() { r.trying-- }()
		}
		r.all(e.Args)
	case *hclsyntax.ConditionalExpr:
		e.Condition = r.expr(e.Condition)
		e.TrueResult = r.expr(e.TrueResult)
		e.FalseResult = r.expr(e.FalseResult)
		return &conditional{e}
	case *hclsyntax.IndexExpr:
		e.Collection = r.expr(e.Collection)
		e.Key = r.expr(e.Key)
	case *hclsyntax.TupleConsExpr:
		r.all(e.Exprs)
	case *hclsyntax.ObjectConsExpr:
		for i := range e.Items {
			e.Items[i].KeyExpr = r.expr(e.Items[i].KeyExpr)
			e.Items[i].ValueExpr = r.expr(e.Items[i].ValueExpr)
		}
	case *hclsyntax.ObjectConsKeyExpr:
		// A bare word is the key itself and no reference; a.b is an error
		// that only the untouched traversal can report.
		if _, traversal := e.Wrapped.(*hclsyntax.ScopeTraversalExpr); !traversal || e.ForceNonLiteral {
			e.Wrapped = r.expr(e.Wrapped)
		}
	case *hclsyntax.ForExpr:
		e.CollExpr = r.expr(e.CollExpr)
		if constructs(e.CollExpr) {
			e.CollExpr = &weighed{parenthesized(e.CollExpr)}
		}
		r.hidden = append(r.hidden, map[string]bool{e.KeyVar: true, e.ValVar: true})
		if e.KeyExpr != nil {
			e.KeyExpr = r.expr(e.KeyExpr)
		}
		e.ValExpr = &counted{parenthesized(r.expr(e.ValExpr))}
		if e.CondExpr != nil {
			e.CondExpr = &counted{parenthesized(r.expr(e.CondExpr))}
		}
		r.hidden = r.hidden[:len(r.hidden)-1]
		return &loop{e}
	case *hclsyntax.SplatExpr:
		e.Source = r.expr(e.Source)
		e.Each = r.expr(e.Each)
	case *hclsyntax.TemplateExpr:
		for i, part := range e.Parts {
			if _, text := part.(*hclsyntax.LiteralValueExpr); !text {
				e.Parts[i] = &written{parenthesized(r.expr(part))}
			}
		}
	case *hclsyntax.TemplateJoinExpr:
		e.Tuple = r.expr(e.Tuple)
	case *hclsyntax.TemplateWrapExpr:
		e.Wrapped = r.expr(e.Wrapped)
	case *hclsyntax.ParenthesesExpr:
		e.Expression = r.expr(e.Expression)
	case *hclsyntax.BinaryOpExpr:
		e.LHS = r.expr(e.LHS)
		e.RHS = r.expr(e.RHS)
	case *hclsyntax.UnaryOpExpr:
		e.Val = r.expr(e.Val)
	}
	return e
}

func (r *rewriter) isHidden(root string) bool {
	for _, names := range r.hidden {
		if names[root] {
			return true
		}
	}
	return false
}

// joinRoot turns local.x.y into the variable "local.x" and .y.
func joinRoot(t hcl.Traversal) hcl.Traversal {
	if len(t) < 2 || !slices.Contains(dotted, t.RootName()) {
		return t
	}
	name, ok := stepName(t[1])
	if !ok {
		return t
	}
	root := hcl.TraverseRoot{
		Name:     t.RootName() + "." + name,
		SrcRange: hcl.RangeBetween(t[0].SourceRange(), t[1].SourceRange()),
	}
	return append(hcl.Traversal{root}, t[2:]...)
}

// parenthesized gives a node of our own the children that HCL's walker finds.
func parenthesized(e hclsyntax.Expression) *hclsyntax.ParenthesesExpr {
	return &hclsyntax.ParenthesesExpr{Expression: e, SrcRange: e.Range()}
}

// constructs reports whether the rewritten expression can hold a value more
// than once.
func constructs(e hclsyntax.Expression) bool {
	return contains(e, func(n hclsyntax.Node) bool {
		switch n := n.(type) {
		case *hclsyntax.TupleConsExpr:
			return slices.ContainsFunc(n.Exprs, refers)
		case *hclsyntax.ObjectConsExpr:
			return slices.ContainsFunc(n.Items, func(item hclsyntax.ObjectConsItem) bool { return refers(item.ValueExpr) })
		case *loop:
			return true
		}
		return false
	})
}

// refers reports whether an expression is more than a literal.
func refers(e hclsyntax.Expression) bool { return len(e.Variables()) > 0 }

// loops reports whether the expression, as parsed, holds a for expression.
func loops(e hclsyntax.Expression) bool {
	return contains(e, func(n hclsyntax.Node) bool {
		_, ok := n.(*hclsyntax.ForExpr)
		return ok
	})
}

func contains(e hclsyntax.Expression, is func(hclsyntax.Node) bool) bool {
	found := false
	hclsyntax.VisitAll(e, func(n hclsyntax.Node) hcl.Diagnostics {
		found = found || is(n)
		return nil
	})
	return found
}
