package policy

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Parse reads the blocks of a file of the language, a policy's or a test's,
// unless it is larger or nested more deeply than evaluation could survive.
func Parse(f File) (*hclsyntax.Body, hcl.Diagnostics) {
	body, diags := parse(f)
	if diags.HasErrors() {
		return nil, diags
	}
	diags = append(diags, hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		if attr, ok := node.(*hclsyntax.Attribute); ok {
			if diag := checkDepth(attr.Expr); diag != nil {
				return hcl.Diagnostics{diag}
			}
		}
		return nil
	})...)
	return body, diags
}
