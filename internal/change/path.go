package change

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Path leads from an object to a value in it. Whoever walks a value keeps one
// path and appends to it, because its text is rarely asked for.
type Path []Step

// Step is one step of a path: to a member by its name, or to an element.
type Step struct {
	Name  string
	Index int // of an element; -1 for a member
}

// Member returns the path of a member. As with append, it may take the place of
// what was appended before.
func (p Path) Member(name string) Path { return append(p, Step{name, -1}) }

// Element returns the path of an element, as Member does.
func (p Path) Element(i int) Path { return append(p, Step{Index: i}) }

// String writes the path as HCL does: rule[0].cidr, tags["cost center"].
func (p Path) String() string {
	var b strings.Builder
	for i, s := range p {
		switch {
		case s.Index >= 0:
			b.WriteString("[" + strconv.Itoa(s.Index) + "]")
		case i == 0:
			b.WriteString(s.Name)
		case hclsyntax.ValidIdentifier(s.Name):
			b.WriteString("." + s.Name)
		default:
			b.WriteString("[" + strconv.Quote(s.Name) + "]")
		}
	}
	return b.String()
}
