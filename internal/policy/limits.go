package policy

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Limits on what a policy file may ask of the machine. They are far above what
// people write, and below what could exhaust a stack or the memory.
const (
	maxFileSize = 1 << 20   // bytes
	maxDepth    = 2000      // expression inside expression, as evaluation would recurse
	maxElements = 2_000_000 // values inside one local value
)

// limits are on the work that one policy may do on one subject.
type limits struct {
	iterations    int // rounds of for expressions
	templateBytes int
}

var defaultLimits = limits{iterations: 10_000_000, templateBytes: 64 << 20}

// depthWalker finds the deepest chain of nodes.
type depthWalker struct{ now, deepest int }

func (w *depthWalker) Enter(hclsyntax.Node) hcl.Diagnostics {
	w.now++
	w.deepest = max(w.deepest, w.now)
	return nil
}

func (w *depthWalker) Exit(hclsyntax.Node) hcl.Diagnostics {
	w.now--
	return nil
}

// checkDepth refuses an expression that evaluation would recurse too deeply for,
// such as a sum of thousands of terms.
func checkDepth(expr hclsyntax.Expression) *hcl.Diagnostic {
	w := &depthWalker{}
	hclsyntax.Walk(expr, w)
	if w.deepest <= maxDepth {
		return nil
	}
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Expression too long",
		Detail:   fmt.Sprintf("An expression may hold at most %d operations inside one another; this one has %d. Give parts of it a name in a locals block, or use a list and a function such as core::alltrue.", maxDepth, w.deepest),
		Subject:  expr.Range().Ptr(),
	}
}
