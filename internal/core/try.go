package core

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// tryFunc returns its first argument that is not an error. Null is not an error,
// and unknown is unknown.
//
// hcl's own makes everything unknown that contains anything unknown, for it
// could still turn into an error. Ours keeps what a plain path leads to (see
// [certain]), so that a policy document with one unknown leaf stays readable
// below core::try. It evaluates each argument once: hcl's does it twice, which
// nested calls multiply.
var tryFunc = function.New(&function.Spec{
	Description: "Returns the first of its arguments that can be evaluated without an error.",
	VarParam:    &function.Parameter{Name: "expressions", Type: customdecode.ExpressionClosureType},
	Type:        function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if len(args) == 0 {
			return cty.NilVal, errors.New("at least one argument is required")
		}
		var failed hcl.Diagnostics
		for _, arg := range args {
			closure := customdecode.ExpressionClosureFromVal(arg)
			value, diags := closure.Value()
			if diags.HasErrors() {
				failed = append(failed, diags...)
				continue
			}
			if certain(closure.Expression, value) {
				return value, nil
			}
			_, marks := value.UnmarkDeep()
			return settleMarks(cty.DynamicVal.WithMarks(marks), false), nil
		}
		return cty.NilVal, noneSucceeded(failed)
	},
})

func noneSucceeded(failed hcl.Diagnostics) error {
	var reasons strings.Builder
	for _, diag := range failed {
		fmt.Fprintf(&reasons, "\n- %s: %s", diag.Summary, diag.Detail)
	}
	return fmt.Errorf("no argument could be evaluated; at least one must:%s", reasons.String())
}

// canFunc reports whether its argument can be evaluated without an error.
var canFunc = function.New(&function.Spec{
	Description: "Reports whether its argument can be evaluated without an error.",
	Params:      []function.Parameter{{Name: "expression", Type: customdecode.ExpressionClosureType}},
	Type:        function.StaticReturnType(cty.Bool),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		closure := customdecode.ExpressionClosureFromVal(args[0])
		value, diags := closure.Value()
		switch {
		case diags.HasErrors():
			return cty.False, nil
		case value.IsKnown() && certain(closure.Expression, value), present(closure):
			return cty.True, nil
		default:
			_, marks := value.UnmarkDeep()
			return settleMarks(cty.UnknownVal(cty.Bool).WithMarks(marks), false), nil
		}
	},
})

// certain reports whether an expression that gave a value would also give one
// once everything is known. An expression over unknown values may still fail:
// when an unknown value turns out to have no such attribute, or a list no such
// index. A path cannot once it ends in something known, because it led through
// known containers only; and one that ends in something unknown is unknown. A
// local counts as the value that it has.
func certain(expr hcl.Expression, value cty.Value) bool {
	return value.IsWhollyKnown() || IsPath(expr) && (value.IsKnown() || isReference(expr))
}

// present reports whether a reference names an attribute of a known object or an
// element of a known list: it is there, whatever its value will be.
func present(closure *customdecode.ExpressionClosure) bool {
	reference, ok := closure.Expression.(*hclsyntax.ScopeTraversalExpr)
	if !ok || len(reference.Traversal) < 2 {
		return false
	}
	holder, diags := reference.Traversal[:len(reference.Traversal)-1].TraverseAbs(closure.EvalContext)
	return !diags.HasErrors() && holder.IsKnown()
}

func isReference(expr hcl.Expression) bool {
	_, ok := expr.(*hclsyntax.ScopeTraversalExpr)
	return ok
}

// decoding names the functions whose known result is as certain as their
// argument, each of which is here because policies look below it.
var decoding = map[string]bool{
	Prefix + "try":          true,
	Prefix + "jsondecode":   true,
	Prefix + "yamldecode":   true,
	Prefix + "getresources": true,
}

// IsPath reports whether an expression does no more than lead to a part of what a
// name, or a decoded document, holds.
func IsPath(expr hcl.Expression) bool {
	switch expr := expr.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		return true
	case *hclsyntax.RelativeTraversalExpr:
		return IsPath(expr.Source)
	case *hclsyntax.IndexExpr:
		return IsPath(expr.Collection)
	case *hclsyntax.ParenthesesExpr:
		return IsPath(expr.Expression)
	case *hclsyntax.FunctionCallExpr:
		return decoding[expr.Name] || decoding[Prefix+expr.Name]
	default:
		return false
	}
}
