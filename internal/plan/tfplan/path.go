package tfplan

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// step is one step of the path to a value; the text is only made when needed.
type step struct {
	parent *step
	name   string // of a member
	index  int    // of an element; -1 for a member
}

func (s *step) member(name string) *step { return &step{parent: s, name: name, index: -1} }

func (s *step) element(i int) *step { return &step{parent: s, index: i} }

// String writes the path as HCL does: rule[0].cidr, tags["cost center"].
func (s *step) String() string {
	var b strings.Builder
	s.write(&b)
	return b.String()
}

func (s *step) write(b *strings.Builder) {
	if s == nil {
		return
	}
	s.parent.write(b)
	switch {
	case s.index >= 0:
		b.WriteString("[" + strconv.Itoa(s.index) + "]")
	case s.parent == nil:
		b.WriteString(s.name)
	case hclsyntax.ValidIdentifier(s.name):
		b.WriteString("." + s.name)
	default:
		b.WriteString("[" + strconv.Quote(s.name) + "]")
	}
}
