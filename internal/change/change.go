// Package change holds the noun that every input is turned into and every
// policy judges: one planned change of one resource instance.
//
// It does no I/O and knows no policy. Values are cty values without a provider
// schema: objects, tuples, strings, numbers and bools, with null, unknown and
// marks as cty has them. The marks are [Sensitive], [Origin] and [Partial].
package change

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// Mode says whether an address names a managed resource or a data source.
type Mode string

// The modes of a resource in a Terraform plan.
const (
	Managed Mode = "managed"
	Data    Mode = "data"
)

// Action is what Terraform would do with one resource instance, in the words of
// Terraform's plan JSON. The pairs of a replacement are one action each.
type Action string

// The actions of Terraform ≥ 0.12 and OpenTofu.
const (
	NoOp             Action = "no-op"
	Create           Action = "create"
	Read             Action = "read"
	Update           Action = "update"
	Delete           Action = "delete"
	DeleteThenCreate Action = "delete-create"
	CreateThenDelete Action = "create-delete"
	Forget           Action = "forget"
	CreateThenForget Action = "create-forget"
	ForgetThenCreate Action = "forget-create" // OpenTofu
)

// Change is one planned change of one resource instance.
type Change struct {
	Address         string // absolute, with instance keys: module.a["x"].aws_iam_user.b[0]
	PreviousAddress string // where it was before a moved block; empty when not moved
	Module          string // absolute module address; empty in the root module
	Mode            Mode
	Type            string    // resource type: aws_iam_user
	Name            string    // resource name: b
	Index           cty.Value // number, string, [cty.DynamicVal] when not known, or cty.NilVal without count and for_each
	Provider        string    // full source address: registry.terraform.io/hashicorp/aws
	Deposed         string    // key of a deposed object; it is a change of its own
	Action          Action
	Reason          string // Terraform's action_reason, as it is
	Imported        bool
	Drift           bool // found outside of Terraform, not planned

	Before Object // null for a create
	After  Object // null for a delete or a forget

	// Source is where the resource's block starts; zero when not known.
	Source hcl.Range
	// Attributes gives the place of a top-level argument's expression in
	// the configuration; nil when not known.
	Attributes map[string]hcl.Range

	// References names what an argument's expression in the configuration
	// refers to, by top-level argument. An unknown value below an argument
	// listed here was authored, any other was left to the provider.
	References map[string][]string
}

// Object is one side of a change. Decoding waits until it is known which
// attributes are read: most bytes of a plan are read by no policy.
type Object interface {
	// Value decodes the named top-level attributes, or all of them.
	// Attributes that the object does not have are absent from the result,
	// and a side that does not exist is cty.NullVal(cty.DynamicPseudoType).
	Value(Names) (cty.Value, error)
}

// Names is a set of top-level attribute names. The zero value is empty.
type Names struct {
	All bool
	Set map[string]struct{}
}

// AllNames asks for every attribute.
var AllNames = Names{All: true}

// NamesOf returns the set of the given names.
func NamesOf(names ...string) Names {
	set := make(map[string]struct{}, len(names))
	for _, name := range names {
		set[name] = struct{}{}
	}
	return Names{Set: set}
}

// Has reports whether name is in the set.
func (n Names) Has(name string) bool {
	if n.All {
		return true
	}
	_, ok := n.Set[name]
	return ok
}

// Union returns the names of both sets.
func (n Names) Union(other Names) Names {
	if n.All || other.All {
		return AllNames
	}
	set := make(map[string]struct{}, len(n.Set)+len(other.Set))
	for name := range n.Set {
		set[name] = struct{}{}
	}
	for name := range other.Set {
		set[name] = struct{}{}
	}
	return Names{Set: set}
}

// Absent is the side of a change that does not exist.
var Absent = Known(cty.NullVal(cty.DynamicPseudoType))

// Known returns an Object whose value is already at hand.
func Known(value cty.Value) Object { return known{value} }

type known struct{ value cty.Value }

// Value narrows the value to the asked attributes, so that a policy sees the
// same object whichever kind of Object it came from.
func (k known) Value(names Names) (cty.Value, error) {
	if names.All || k.value.IsNull() || !k.value.IsKnown() || !k.value.Type().IsObjectType() {
		return k.value, nil
	}
	plain, marks := k.value.Unmark()
	attrs := make(map[string]cty.Value)
	for name := range plain.Type().AttributeTypes() {
		if names.Has(name) {
			attrs[name] = plain.GetAttr(name)
		}
	}
	return cty.ObjectVal(attrs).WithMarks(marks), nil
}
