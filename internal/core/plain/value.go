// Package plain holds values as Go has them: strings, bools, numbers, and lists
// and objects of such. Almost all that policies look at is known and carries no
// marks, and then cty's care for what may be unknown, marked or of another type is
// most of what a check costs.
//
// Nothing is decided here that cty would decide otherwise: what is not plain stays
// the cty.Value that it was, every plain value can be turned back into exactly the
// one it came from, and every function says of what it leaves to cty's own.
package plain

import (
	"math/big"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// Value is a string, a bool, a *big.Float, a *[Null], a *[List] or an *[Object];
// or a cty.Value, when it is unknown, marked, a set, a map or a capsule.
type Value any

// Null is null, of a type.
type Null struct{ Type cty.Type }

// List is a tuple, or a list of one type.
type List struct {
	Elements []Value
	typed    cty.Value // NilVal for a tuple
}

// Tuple reports whether it is a tuple, which can hold anything.
func (l *List) Tuple() bool { return l.typed == cty.NilVal }

// Object has its members sorted by name; or none, and they are those of a cty
// object, of which most are never looked at.
type Object struct {
	members []Member
	whole   cty.Value // NilVal when there are members
}

// Member is one attribute of an object.
type Member struct {
	Name  string
	Value Value
}

// NewObject returns an object of members whose names differ. It keeps the slice.
func NewObject(members []Member) *Object {
	byName := func(a, b Member) int { return strings.Compare(a.Name, b.Name) }
	if !slices.IsSortedFunc(members, byName) {
		slices.SortFunc(members, byName)
	}
	return &Object{members: members}
}

// Len is how many members there are.
func (o *Object) Len() int {
	if o.whole != cty.NilVal {
		return o.whole.LengthInt()
	}
	return len(o.members)
}

// fewMembers are found faster by looking at each.
const fewMembers = 8

// Get returns a member.
func (o *Object) Get(name string) (Value, bool) {
	switch {
	case o.whole != cty.NilVal:
		if !o.whole.Type().HasAttribute(name) {
			return nil, false
		}
		return Of(o.whole.GetAttr(name)), true
	case len(o.members) <= fewMembers:
		for i := range o.members {
			if o.members[i].Name == name {
				return o.members[i].Value, true
			}
		}
		return nil, false
	default:
		i, found := slices.BinarySearchFunc(o.members, name, func(m Member, name string) int { return strings.Compare(m.Name, name) })
		if !found {
			return nil, false
		}
		return o.members[i].Value, true
	}
}

// Members returns all of them, sorted by name.
func (o *Object) Members() []Member {
	if o.whole == cty.NilVal {
		return o.members
	}
	members := make([]Member, 0, o.whole.LengthInt())
	for it := o.whole.ElementIterator(); it.Next(); {
		name, value := it.Element()
		members = append(members, Member{name.AsString(), Of(value)})
	}
	return members
}

// Of makes a value plain as far as it is.
func Of(v cty.Value) Value {
	if v.IsMarked() || !v.IsKnown() {
		return v
	}
	ty := v.Type()
	switch {
	case v.IsNull():
		return &Null{ty}
	case ty == cty.String:
		return v.AsString()
	case ty == cty.Bool:
		return v.True()
	case ty == cty.Number:
		return v.AsBigFloat()
	case ty.IsObjectType():
		return &Object{whole: v}
	case ty.IsTupleType():
		return &List{Elements: elementsOf(v)}
	case ty.IsListType():
		return &List{Elements: elementsOf(v), typed: v}
	default:
		return v
	}
}

func elementsOf(v cty.Value) []Value {
	elements := make([]Value, 0, v.LengthInt())
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		elements = append(elements, Of(element))
	}
	return elements
}

// Cty returns the cty.Value that a value is.
func Cty(v Value) cty.Value {
	switch v := v.(type) {
	case string:
		return cty.StringVal(v)
	case bool:
		return cty.BoolVal(v)
	case *big.Float:
		return cty.NumberVal(v)
	case *Null:
		return cty.NullVal(v.Type)
	case *List:
		if !v.Tuple() {
			return v.typed
		}
		elements := make([]cty.Value, len(v.Elements))
		for i, element := range v.Elements {
			elements[i] = Cty(element)
		}
		return cty.TupleVal(elements)
	case *Object:
		if v.whole != cty.NilVal {
			return v.whole
		}
		attrs := make(map[string]cty.Value, len(v.members))
		for _, member := range v.members {
			attrs[member.Name] = Cty(member.Value)
		}
		return cty.ObjectVal(attrs)
	default:
		return v.(cty.Value)
	}
}

// Wholly reports whether nothing in the value is unknown.
func Wholly(v Value) bool {
	switch v := v.(type) {
	case *List:
		return !slices.ContainsFunc(v.Elements, func(element Value) bool { return !Wholly(element) })
	case *Object:
		if v.whole != cty.NilVal {
			return v.whole.IsWhollyKnown()
		}
		return !slices.ContainsFunc(v.members, func(member Member) bool { return !Wholly(member.Value) })
	case cty.Value:
		return v.IsWhollyKnown()
	default:
		return true
	}
}

// smallest are the numbers that positions and lengths mostly are.
var smallest = func() (numbers [256]*big.Float) {
	for i := range numbers {
		numbers[i] = number(i)
	}
	return numbers
}()

func number(i int) *big.Float { return cty.NumberIntVal(int64(i)).AsBigFloat() }

// Int returns a number, which must not be changed.
func Int(i int) *big.Float {
	if i >= 0 && i < len(smallest) {
		return smallest[i]
	}
	return number(i)
}
