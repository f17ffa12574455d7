package tfplan

import (
	"fmt"
	"math"
	"math/big"
	"unicode/utf8"

	"github.com/tinylib/msgp/msgp"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Limits on one value, far above what any provider's schema makes. An element
// takes one byte in the file and many in memory.
const (
	maxDepth    = 200
	maxElements = 1 << 22
	maxDigits   = 1000
)

// object is one side of a change as the file has it.
type object struct {
	address   string
	raw       []byte
	sensitive *tree
}

// Value decodes the named attributes and skips the others.
func (o object) Value(names change.Names) (cty.Value, error) {
	d := decoder{left: o.raw, address: o.address}
	value, err := d.top(names, o.sensitive)
	if err != nil {
		return cty.NilVal, fmt.Errorf("the planned values of %s: %w", o.address, err)
	}
	return value, nil
}

// decode decodes one value whole.
func decode(raw []byte, address string) (cty.Value, error) {
	d := decoder{left: raw, address: address}
	return d.value(nil, nil, cty.NilType, 0)
}

// decoder reads what go-cty's msgpack package writes, without the types that it
// was written from: maps become objects and every sequence a tuple, as reading
// the plan's JSON without them does. It reads the bytes where they are.
type decoder struct {
	left     []byte
	address  string
	elements int // so far
}

// take reads one value off what is left.
func take[T any](d *decoder, read func([]byte) (T, []byte, error)) (T, error) {
	value, left, err := read(d.left)
	if err != nil {
		return value, malformed(err)
	}
	d.left = left
	return value, nil
}

func malformed(err error) error { return damaged("A value in the plan is malformed: %v", err) }

// top reads the object of a side, of which not every attribute is wanted.
func (d *decoder) top(names change.Names, sensitive *tree) (cty.Value, error) {
	at := make(change.Path, 0, 8)
	if names.All || msgp.NextType(d.left) != msgp.MapType {
		return d.value(at, sensitive, cty.NilType, 0)
	}
	n, err := d.length(msgp.ReadMapHeaderBytes)
	if err != nil {
		return cty.NilVal, err
	}
	attrs := make(map[string]cty.Value, min(n, len(names.Set)))
	for range n {
		name, err := d.key()
		if err != nil {
			return cty.NilVal, err
		}
		if !names.Has(string(name)) {
			if err := d.skip(1); err != nil {
				return cty.NilVal, err
			}
			continue
		}
		if err := d.member(attrs, string(name), at, sensitive, cty.NilType, 1); err != nil {
			return cty.NilVal, err
		}
	}
	return marked(cty.ObjectVal(attrs), sensitive), nil
}

func (d *decoder) value(at change.Path, sensitive *tree, ty cty.Type, depth int) (cty.Value, error) {
	if depth > maxDepth {
		return cty.NilVal, damaged("A value is nested deeper than %d levels", maxDepth)
	}
	var value cty.Value
	var err error
	switch kind := msgp.NextType(d.left); kind {
	case msgp.MapType:
		value, err = d.object(at, sensitive, ty, depth)
	case msgp.ArrayType:
		value, err = d.tuple(at, sensitive, ty, depth)
	case msgp.StrType:
		value, err = d.text(ty)
	case msgp.IntType, msgp.UintType, msgp.Float32Type, msgp.Float64Type:
		value, err = d.number(kind)
	case msgp.BoolType:
		var is bool
		is, err = take(d, msgp.ReadBoolBytes)
		value = cty.BoolVal(is)
	case msgp.NilType:
		d.left, value = d.left[1:], cty.NullVal(cty.DynamicPseudoType)
	case msgp.InvalidType, msgp.BinType:
		err = damaged("A value in the plan has an encoding that is none of a value")
	default:
		value, err = d.unknown(at)
	}
	if err != nil {
		return cty.NilVal, err
	}
	return marked(value, sensitive), nil
}

// marked leaves null as it is: there is nothing to hide in it, and only of what an
// author marks does the file say so.
func marked(value cty.Value, sensitive *tree) cty.Value {
	if sensitive != nil && sensitive.here && !value.IsNull() {
		return value.Mark(change.Sensitive)
	}
	return value
}

func (d *decoder) object(at change.Path, sensitive *tree, ty cty.Type, depth int) (cty.Value, error) {
	n, err := d.length(msgp.ReadMapHeaderBytes)
	if err != nil {
		return cty.NilVal, err
	}
	attrs := make(map[string]cty.Value, n)
	for range n {
		key, err := d.key()
		if err != nil {
			return cty.NilVal, err
		}
		name := string(key)
		if err := d.member(attrs, name, at, sensitive, memberType(ty, name), depth+1); err != nil {
			return cty.NilVal, err
		}
	}
	return cty.ObjectVal(attrs), nil
}

func (d *decoder) member(attrs map[string]cty.Value, name string, at change.Path, sensitive *tree, ty cty.Type, depth int) error {
	if _, twice := attrs[name]; twice {
		return damaged("A value has the attribute %q twice, so two readers could see two plans", printable(name))
	}
	value, err := d.value(at.Member(name), sensitive.member(name), ty, depth)
	attrs[name] = value
	return err
}

// tuple reads a sequence, or a value whose type the schema leaves open: that is
// a pair of the type, as the only bytes that are no string, and the value.
func (d *decoder) tuple(at change.Path, sensitive *tree, ty cty.Type, depth int) (cty.Value, error) {
	n, err := d.length(msgp.ReadArrayHeaderBytes)
	if err != nil {
		return cty.NilVal, err
	}
	if n == 2 && msgp.NextType(d.left) == msgp.BinType {
		encoded, err := take(d, msgp.ReadBytesZC)
		if err != nil {
			return cty.NilVal, err
		}
		if deeper(encoded) {
			return cty.NilVal, damaged("The type of a value in the plan is nested deeper than %d levels", maxDepth)
		}
		inner, err := ctyjson.UnmarshalType(encoded)
		if err != nil {
			return cty.NilVal, damaged("The type of a value in the plan is malformed")
		}
		return d.value(at, sensitive, inner, depth+1)
	}
	elements := make([]cty.Value, n)
	for i := range elements {
		elements[i], err = d.value(at.Element(i), sensitive.element(i), elementType(ty, i), depth+1)
		if err != nil {
			return cty.NilVal, err
		}
	}
	return cty.TupleVal(elements), nil
}

// unknown reads an extension type. Type 0 is all unknown, type 12 adds what
// cannot be (not null, a prefix); any other one says something of a value that
// is not there either.
func (d *decoder) unknown(at change.Path) (cty.Value, error) {
	if err := d.skip(0); err != nil {
		return cty.NilVal, err
	}
	return cty.DynamicVal.Mark(change.Origin{Address: d.address, Attribute: at.String()}), nil
}

func (d *decoder) text(ty cty.Type) (cty.Value, error) {
	text, err := d.utf8()
	if err != nil {
		return cty.NilVal, err
	}
	if ty == cty.Number && len(text) <= maxDigits {
		if number, err := cty.ParseNumberVal(string(text)); err == nil {
			return number, nil
		}
	}
	return cty.StringVal(string(text)), nil
}

// precision is that of the numbers that cty reads from text, in bits. What is
// computed from two numbers has the precision of the better one, so with less the
// plan file would give another quotient than the plan's JSON.
const precision = 512

func (d *decoder) number(kind msgp.Type) (cty.Value, error) {
	number := new(big.Float).SetPrec(precision)
	switch kind {
	case msgp.IntType:
		value, err := take(d, msgp.ReadInt64Bytes)
		return cty.NumberVal(number.SetInt64(value)), err
	case msgp.UintType:
		value, err := take(d, msgp.ReadUint64Bytes)
		return cty.NumberVal(number.SetUint64(value)), err
	default:
		value, err := take(d, msgp.ReadFloat64Bytes)
		if math.IsNaN(value) {
			return cty.NilVal, damaged("A number in the plan is none")
		}
		return cty.NumberVal(number.SetFloat64(value)), err
	}
}

func (d *decoder) key() ([]byte, error) {
	if msgp.NextType(d.left) != msgp.StrType {
		return nil, damaged("An attribute's name in the plan is no string")
	}
	return d.utf8()
}

func (d *decoder) utf8() ([]byte, error) {
	text, err := take(d, msgp.ReadStringZC)
	if err == nil && !utf8.Valid(text) {
		err = damaged("A string in the plan is not UTF-8")
	}
	return text, err
}

// length reads a count of elements, and refuses one that cannot follow, since
// every element takes a byte.
func (d *decoder) length(read func([]byte) (uint32, []byte, error)) (int, error) {
	count, err := take(d, read)
	n := int(count)
	if err != nil {
		return 0, err
	}
	if n > len(d.left) {
		return 0, damaged("A list in the plan claims %d elements, and %d bytes follow", n, len(d.left))
	}
	if d.elements += n; d.elements > maxElements {
		return 0, damaged("A value in the plan has more than %d elements", maxElements)
	}
	return n, nil
}

// skip passes over a value. The library's own way goes deeper than is decoded, and
// believes any length.
func (d *decoder) skip(depth int) error {
	if depth > maxDepth {
		return damaged("A value is nested deeper than %d levels", maxDepth)
	}
	var n int
	var err error
	switch msgp.NextType(d.left) {
	case msgp.MapType:
		n, err = d.length(msgp.ReadMapHeaderBytes)
		n *= 2
	case msgp.ArrayType:
		n, err = d.length(msgp.ReadArrayHeaderBytes)
	default:
		var left []byte
		if left, err = msgp.Skip(d.left); err != nil {
			return malformed(err)
		}
		d.left = left
	}
	for i := 0; i < n && err == nil; i++ {
		err = d.skip(depth + 1)
	}
	return err
}

// deeper reports whether the JSON of a type is nested too deep. Brackets in the
// names of attributes only make it stricter.
func deeper(encoded []byte) bool {
	depth := 0
	for _, c := range encoded {
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}
		if depth > 2*maxDepth {
			return true
		}
	}
	return false
}

// memberType and elementType give the type of a part, where the plan says it: a
// value whose type the provider leaves open carries its own.
func memberType(ty cty.Type, name string) cty.Type {
	switch {
	case ty == cty.NilType:
		return ty
	case ty.IsMapType():
		return ty.ElementType()
	case ty.IsObjectType() && ty.HasAttribute(name):
		return ty.AttributeType(name)
	default:
		return cty.NilType
	}
}

func elementType(ty cty.Type, i int) cty.Type {
	switch {
	case ty == cty.NilType:
		return ty
	case ty.IsListType(), ty.IsSetType():
		return ty.ElementType()
	case ty.IsTupleType() && i < ty.Length():
		return ty.TupleElementType(i)
	default:
		return cty.NilType
	}
}
