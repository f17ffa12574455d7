package configuration

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// imports are the addresses that the import blocks of the root module name. One
// whose key is an expression stands for all instances.
func (c *Configuration) imports() map[string]bool {
	addresses := map[string]bool{}
	for _, b := range c.module("").several()["import"] {
		to := b.attribute("to")
		if to == nil {
			continue
		}
		expr := native(to.Expr)
		if index, ok := expr.(*hclsyntax.IndexExpr); ok {
			expr = index.Collection
		}
		if traversal, diags := hcl.AbsTraversalForExpr(expr); !diags.HasErrors() {
			addresses[traversal.RootName()+text(traversal[1:])] = true
		}
	}
	return addresses
}

// imported reports whether an instance exists already and is to be imported.
func (e *Evaluator) imported(address string) bool {
	return e.static.imports[address] || e.static.imports[change.Block(address)]
}
