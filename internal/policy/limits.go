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
	maxNesting  = 400       // brackets, unary operators and conditionals, as the parser would recurse
	maxDepth    = 2000      // expression inside expression, as evaluation would recurse
	maxElements = 2_000_000 // values inside one local value
)

// limits are on the work that one policy may do on one subject.
type limits struct {
	iterations    int // rounds of for expressions
	templateBytes int
}

var defaultLimits = limits{iterations: 10_000_000, templateBytes: 64 << 20}

// checkNesting refuses source that the recursive parser could not survive. The
// Go runtime ends the program on a stack overflow, so this looks at the tokens
// before the parser does.
func checkNesting(src []byte, filename string) *hcl.Diagnostic {
	tokens, _ := hclsyntax.LexConfig(src, filename, hcl.InitialPos)
	type level struct {
		open  hclsyntax.TokenType
		chain int // operators that recurse to the right within this level
	}
	stack := []level{{}}
	depth := 0
	for _, token := range tokens {
		top := &stack[len(stack)-1]
		switch token.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen,
			hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp:
			stack = append(stack, level{open: token.Type})
			depth++
		case hclsyntax.TokenTemplateControl:
			top.chain++ // an if or a for holds the rest of the template
			stack = append(stack, level{open: token.Type})
			depth += 2
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen,
			hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd:
			if len(stack) > 1 {
				depth -= 1 + top.chain
				stack = stack[:len(stack)-1]
			}
		case hclsyntax.TokenQuestion, hclsyntax.TokenBang, hclsyntax.TokenMinus:
			top.chain++
			depth++
		case hclsyntax.TokenComma:
			depth -= top.chain
			top.chain = 0
		case hclsyntax.TokenNewline:
			if top.open == 0 || top.open == hclsyntax.TokenOBrace {
				depth -= top.chain
				top.chain = 0
			}
		}
		if depth > maxNesting {
			return &hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "Nested too deeply",
				Detail:   fmt.Sprintf("Brackets, conditionals and negations may be nested at most %d levels deep. Give parts of the expression a name in a locals block.", maxNesting),
				Subject:  token.Range.Ptr(),
			}
		}
	}
	return nil
}

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
