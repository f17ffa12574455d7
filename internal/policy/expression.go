package policy

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// expression is a validated expression, ready to be evaluated many times.
type expression struct {
	syntax     hclsyntax.Expression
	source     string // as written
	rng        hcl.Range
	references []reference
	locals     []*local    // that it needs, each after those that it needs itself
	reads      reads       // of the expression alone, without its locals
	mentions   []hcl.Range // of prior_attrs
	subjects   []subjectRead
	queries    []resourceQuery
	wholeLocal bool     // local is used as a whole, such as local[key]
	uses       []*local // every use of a local, for [growth]
	loops      int      // for expressions, for [growth]
}

// reference is one traversal of an expression, as written.
type reference struct {
	source    string
	traversal hcl.Traversal
	local     bool
}

// sourceOf returns what was written in the range, on as few lines as it was.
func sourceOf(src []byte, r hcl.Range) string {
	if r.Start.Byte < 0 || r.End.Byte > len(src) || r.Start.Byte > r.End.Byte {
		return ""
	}
	return dedent(strings.ReplaceAll(string(bytes.TrimSpace(src[r.Start.Byte:r.End.Byte])), "\r\n", "\n"))
}

// dedent removes the indentation that all lines after the first share.
func dedent(s string) string {
	lines := strings.Split(s, "\n")
	if len(lines) == 1 {
		return s
	}
	shared := -1
	for _, line := range lines[1:] {
		trimmed := strings.TrimLeft(line, " \t")
		if trimmed == "" {
			continue
		}
		if indent := len(line) - len(trimmed); shared < 0 || indent < shared {
			shared = indent
		}
	}
	// A closing bracket on the last line stands where the first line began.
	for i, line := range lines[1:] {
		if shared > 0 && len(line) >= shared {
			lines[i+1] = line[shared:]
		}
	}
	return strings.Join(lines, "\n")
}

// stepName is the attribute that a step of a traversal names, by dot or by a
// string in brackets.
func stepName(step hcl.Traverser) (string, bool) {
	switch step := step.(type) {
	case hcl.TraverseAttr:
		return step.Name, true
	case hcl.TraverseIndex:
		if key, _ := step.Key.Unmark(); key.Type().FriendlyName() == "string" && key.IsKnown() && !key.IsNull() {
			return key.AsString(), true
		}
	}
	return "", false
}
