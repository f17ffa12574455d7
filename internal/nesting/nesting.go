// Package nesting refuses sources that a recursive parser, or whoever evaluates
// what it returns, could not survive. The Go runtime ends the program on a stack
// overflow, so this looks at the tokens before a parser does.
package nesting

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Limits that nobody who writes for people comes near.
const (
	maxDepth  = 400    // brackets, unary operators and conditionals, as the parser would recurse
	maxLength = 10_000 // operators and brackets that follow one another, as evaluation would recurse
)

// Config checks a file, or a part of one, in HCL's native syntax.
func Config(src []byte, filename string) *hcl.Diagnostic {
	if harmless(src) {
		return nil
	}
	tokens, _ := hclsyntax.LexConfig(src, filename, hcl.InitialPos)
	return check(tokens)
}

// Template checks a string template.
func Template(src []byte, filename string) *hcl.Diagnostic {
	if harmless(src) {
		return nil
	}
	tokens, _ := hclsyntax.LexTemplate(src, filename, hcl.InitialPos)
	return check(tokens)
}

// harmless reports whether a source has too few of the characters that the limits
// count. That goes for most sources, and saves looking at their tokens.
func harmless(src []byte) bool {
	deeper, longer := 0, 0
	for _, c := range src {
		switch c {
		case '{', '[', '(', '"', '<', '%', '!':
			deeper++
			longer++
		case '?', '-':
			deeper++
		case '+', '*', '/', '&', '|', '=', '>':
			longer++
		}
	}
	return deeper <= maxDepth && longer <= maxLength
}

// level is one pair of brackets that is open.
type level struct {
	open   hclsyntax.TokenType
	chain  int // operators that recurse to the right
	length int // operators and brackets that recurse to the left
}

func check(tokens hclsyntax.Tokens) *hcl.Diagnostic {
	stack := []level{{}}
	depth, length := 0, 0
	// end forgets the expression that is over, as far as this level goes.
	end := func(top *level) {
		depth -= top.chain
		length -= top.length
		top.chain, top.length = 0, 0
	}
	for _, token := range tokens {
		top := &stack[len(stack)-1]
		switch token.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen,
			hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp:
			top.length++
			length++
			stack = append(stack, level{open: token.Type})
			depth++
		case hclsyntax.TokenTemplateControl:
			top.chain++ // an if or a for holds the rest of the template
			stack = append(stack, level{open: token.Type})
			depth += 2
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen,
			hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd:
			if len(stack) > 1 {
				end(top)
				depth--
				stack = stack[:len(stack)-1]
			}
		case hclsyntax.TokenQuestion, hclsyntax.TokenBang, hclsyntax.TokenMinus:
			top.chain++
			depth++
		case hclsyntax.TokenPlus, hclsyntax.TokenStar, hclsyntax.TokenSlash, hclsyntax.TokenPercent,
			hclsyntax.TokenAnd, hclsyntax.TokenOr, hclsyntax.TokenEqualOp, hclsyntax.TokenNotEqual,
			hclsyntax.TokenLessThan, hclsyntax.TokenLessThanEq, hclsyntax.TokenGreaterThan, hclsyntax.TokenGreaterThanEq:
			top.length++
			length++
		case hclsyntax.TokenComma:
			end(top)
		case hclsyntax.TokenNewline:
			if top.open == 0 || top.open == hclsyntax.TokenOBrace {
				end(top)
			}
		}
		switch {
		case depth > maxDepth:
			return refuse(token.Range, "Nested too deeply", "Brackets, conditionals and negations may be nested at most %d levels deep. Give parts of the expression a name in a locals block.", maxDepth)
		case length > maxLength:
			return refuse(token.Range, "Expression too long", "An expression may have at most %d operators and brackets. Give parts of it a name in a locals block.", maxLength)
		}
	}
	return nil
}

func refuse(at hcl.Range, summary, format string, args ...any) *hcl.Diagnostic {
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary, Detail: fmt.Sprintf(format, args...), Subject: at.Ptr()}
}

// JSON reports whether a document is nested too deeply. It need not be valid.
func JSON(src []byte) bool {
	depth, quoted, escaped := 0, false, false
	for _, c := range src {
		switch {
		case escaped:
			escaped = false
		case quoted && c == '\\':
			escaped = true
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			if depth++; depth > maxDepth {
				return true
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return false
}
