package configuration

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/nesting"
)

// native returns an expression of the JSON syntax as the native one that means
// the same, so that it can be looked into. Strings are templates in it.
func native(expr hcl.Expression) hclsyntax.Expression {
	if already, ok := expr.(hclsyntax.Expression); ok {
		return already
	}
	at := expr.Range()
	if pairs, diags := hcl.ExprMap(expr); !diags.HasErrors() {
		object := &hclsyntax.ObjectConsExpr{SrcRange: at, OpenRange: expr.StartRange()}
		for _, pair := range pairs {
			object.Items = append(object.Items, hclsyntax.ObjectConsItem{
				KeyExpr:   &hclsyntax.ObjectConsKeyExpr{Wrapped: native(pair.Key), ForceNonLiteral: true},
				ValueExpr: native(pair.Value),
			})
		}
		return object
	}
	if list, diags := hcl.ExprList(expr); !diags.HasErrors() {
		tuple := &hclsyntax.TupleConsExpr{SrcRange: at, OpenRange: expr.StartRange()}
		for _, element := range list {
			tuple.Exprs = append(tuple.Exprs, native(element))
		}
		return tuple
	}
	// Without a context, a string is not taken for a template.
	value, diags := expr.Value(nil)
	if diags.HasErrors() {
		return &hclsyntax.LiteralValueExpr{Val: unknown("expression"), SrcRange: at}
	}
	if value.Type() == cty.String && !value.IsNull() && nesting.Template([]byte(value.AsString()), at.Filename) == nil {
		template, diags := hclsyntax.ParseTemplate([]byte(value.AsString()), at.Filename, at.Start)
		if !diags.HasErrors() {
			return template
		}
	}
	return &hclsyntax.LiteralValueExpr{Val: value, SrcRange: at}
}
