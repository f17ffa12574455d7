package change

import "github.com/zclconf/go-cty/cty"

type mark string

// GoString keeps a marked value readable in a test's difference.
func (m mark) GoString() string { return "change." + string(m) }

// Sensitive marks a value that must never be shown: by the plan, by the
// provider's schema, or by the policy function core::sensitive.
const Sensitive = mark("Sensitive")

// Origin marks an unknown value with the attribute that it comes from, so that
// whatever is computed from it can say which attributes left it undecided.
type Origin struct {
	Address   string // of the change; empty for the one under judgement in a policy test
	Attribute string // path below the object: policy, rule[0].cidr
}

// Partial marks an unknown string whose structure is known in part: a JSON
// document with an unknown leaf. core::jsondecode returns the structure, every
// other function sees a plain unknown string.
type Partial struct{ *PartialValue }

// PartialValue is what an unknown string decodes to, with unknown leaves.
// It is behind a pointer because a mark must be comparable.
type PartialValue struct{ Value cty.Value }

// WithPartial returns an unknown string that carries its known structure.
func WithPartial(structure cty.Value) cty.Value {
	return cty.UnknownVal(cty.String).RefineNotNull().Mark(Partial{&PartialValue{structure}})
}
