package policy

import (
	"fmt"
	"strings"
)

// Dialect is a published version of the Terraform policy language. The zero
// value is the current one.
type Dialect int

// The dialects, oldest first.
const (
	DialectCurrent Dialect = iota
	Dialect01
	Dialect02
	Dialect03
	Dialect04
)

var dialectNames = map[string]Dialect{
	"0.1": Dialect01,
	"0.2": Dialect02,
	"0.3": Dialect03,
	"0.4": Dialect04,
}

// ParseDialect turns "0.1" to "0.4" into a Dialect.
func ParseDialect(s string) (Dialect, error) {
	d, ok := dialectNames[strings.TrimPrefix(s, "v")]
	if !ok {
		return 0, fmt.Errorf("there is no dialect %q of the policy language: the dialects are 0.1, 0.2, 0.3 and 0.4", s)
	}
	return d, nil
}

func (d Dialect) String() string {
	for name, dialect := range dialectNames {
		if dialect == d {
			return name
		}
	}
	return "0.4"
}

// atLeast reports whether a rule that came with the given dialect holds.
func (d Dialect) atLeast(since Dialect) bool { return d == DialectCurrent || d >= since }

// defaultOperations are those of a resource policy that sets none.
func (d Dialect) defaultOperations() []Operation {
	if d.atLeast(Dialect04) {
		return []Operation{Create, Update, NoOp}
	}
	return []Operation{Create, Update}
}

// functionSince names the functions that did not exist from the start.
var functionSince = map[string]Dialect{
	"core::alltrue": Dialect03,
	"core::anytrue": Dialect03,
}

// RefusesEmptyMocks reports whether a test's mock of a resource must have an
// attribute.
func (d Dialect) RefusesEmptyMocks() bool { return d.atLeast(Dialect03) }

// RefusesUnmatchedTargets reports whether a test's target must match a policy
// file.
func (d Dialect) RefusesUnmatchedTargets() bool { return d.atLeast(Dialect02) }
