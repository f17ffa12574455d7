package tfplan

import (
	"bytes"
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/vmihailenco/msgpack/v5"
	"github.com/vmihailenco/msgpack/v5/msgpcode"
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
	d := newDecoder(o.raw, o.address)
	defer d.release()
	value, err := d.top(names, o.sensitive)
	if err != nil {
		return cty.NilVal, fmt.Errorf("the planned values of %s: %w", o.address, err)
	}
	return value, nil
}

// decode decodes one value whole.
func decode(raw []byte, address string, sensitive *tree) (cty.Value, error) {
	d := newDecoder(raw, address)
	defer d.release()
	return d.value(nil, sensitive, cty.NilType, 0)
}

// decoder reads what go-cty's msgpack package writes, without the types that it
// was written from: maps become objects and every sequence a tuple, as reading
// the plan's JSON without them does.
type decoder struct {
	*msgpack.Decoder
	left     *bytes.Reader
	address  string
	elements int // so far
}

func newDecoder(raw []byte, address string) *decoder {
	left := bytes.NewReader(raw)
	d := msgpack.GetDecoder()
	d.Reset(left)
	return &decoder{Decoder: d, left: left, address: address}
}

func (d *decoder) release() { msgpack.PutDecoder(d.Decoder) }

// top reads the object of a side, of which not every attribute is wanted.
func (d *decoder) top(names change.Names, sensitive *tree) (cty.Value, error) {
	code, err := d.PeekCode()
	if err != nil {
		return cty.NilVal, malformed(err)
	}
	if names.All || !isMap(code) {
		return d.value(nil, sensitive, cty.NilType, 0)
	}
	n, err := d.length(d.DecodeMapLen)
	if err != nil {
		return cty.NilVal, err
	}
	attrs := make(map[string]cty.Value, min(n, len(names.Set)))
	for range n {
		name, err := d.key()
		if err != nil {
			return cty.NilVal, err
		}
		if !names.Has(name) {
			if err := d.skip(0); err != nil {
				return cty.NilVal, err
			}
			continue
		}
		if err := d.member(attrs, &step{name: name, index: -1}, sensitive, cty.NilType, 1); err != nil {
			return cty.NilVal, err
		}
	}
	return marked(cty.ObjectVal(attrs), sensitive), nil
}

func (d *decoder) value(at *step, sensitive *tree, ty cty.Type, depth int) (cty.Value, error) {
	if depth > maxDepth {
		return cty.NilVal, damaged("A value is nested deeper than %d levels", maxDepth)
	}
	code, err := d.PeekCode()
	if err != nil {
		return cty.NilVal, malformed(err)
	}
	var value cty.Value
	switch {
	case isMap(code):
		value, err = d.object(at, sensitive, ty, depth)
	case isArray(code):
		value, err = d.tuple(at, sensitive, ty, depth)
	case msgpcode.IsExt(code):
		value, err = d.unknown(at)
	default:
		value, err = d.scalar(code, ty)
	}
	if err != nil {
		return cty.NilVal, err
	}
	return marked(value, sensitive), nil
}

func marked(value cty.Value, sensitive *tree) cty.Value {
	if sensitive != nil && sensitive.here {
		return value.Mark(change.Sensitive)
	}
	return value
}

func (d *decoder) object(at *step, sensitive *tree, ty cty.Type, depth int) (cty.Value, error) {
	n, err := d.length(d.DecodeMapLen)
	if err != nil {
		return cty.NilVal, err
	}
	attrs := make(map[string]cty.Value, n)
	for range n {
		name, err := d.key()
		if err != nil {
			return cty.NilVal, err
		}
		if err := d.member(attrs, at.member(name), sensitive, memberType(ty, name), depth+1); err != nil {
			return cty.NilVal, err
		}
	}
	return cty.ObjectVal(attrs), nil
}

func (d *decoder) member(attrs map[string]cty.Value, at *step, sensitive *tree, ty cty.Type, depth int) error {
	if _, twice := attrs[at.name]; twice {
		return damaged("A value has the attribute %q twice, so two readers could see two plans", printable(at.name))
	}
	value, err := d.value(at, sensitive.at(at), ty, depth)
	attrs[at.name] = value
	return err
}

// tuple reads a sequence, or a value whose type the schema leaves open: that is
// a pair of the type, as the only bytes that are no string, and the value.
func (d *decoder) tuple(at *step, sensitive *tree, ty cty.Type, depth int) (cty.Value, error) {
	n, err := d.length(d.DecodeArrayLen)
	if err != nil {
		return cty.NilVal, err
	}
	if n == 2 {
		if code, err := d.PeekCode(); err == nil && msgpcode.IsBin(code) {
			encoded, err := d.DecodeBytes()
			if err != nil {
				return cty.NilVal, malformed(err)
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
	}
	elements := make([]cty.Value, 0, n)
	for i := range n {
		element := at.element(i)
		value, err := d.value(element, sensitive.at(element), elementType(ty, i), depth+1)
		if err != nil {
			return cty.NilVal, err
		}
		elements = append(elements, value)
	}
	return cty.TupleVal(elements), nil
}

// unknown reads an extension type. Type 0 is all unknown, type 12 adds what
// cannot be (not null, a prefix); any other one says something of a value that
// is not there either.
func (d *decoder) unknown(at *step) (cty.Value, error) {
	if err := d.Skip(); err != nil {
		return cty.NilVal, malformed(err)
	}
	return cty.DynamicVal.Mark(change.Origin{Address: d.address, Attribute: at.String()}), nil
}

func (d *decoder) scalar(code byte, ty cty.Type) (cty.Value, error) {
	switch {
	case code == msgpcode.Nil:
		return cty.NullVal(cty.DynamicPseudoType), malformed(d.DecodeNil())
	case code == msgpcode.True, code == msgpcode.False:
		value, err := d.DecodeBool()
		return cty.BoolVal(value), malformed(err)
	case msgpcode.IsString(code):
		text, err := d.text()
		if err != nil {
			return cty.NilVal, err
		}
		if ty == cty.Number && len(text) <= maxDigits {
			if number, err := cty.ParseNumberVal(text); err == nil {
				return number, nil
			}
		}
		return cty.StringVal(text), nil
	case code == msgpcode.Uint64:
		value, err := d.DecodeUint64()
		return cty.NumberUIntVal(value), malformed(err)
	case code == msgpcode.Float, code == msgpcode.Double:
		value, err := d.DecodeFloat64()
		if math.IsNaN(value) {
			return cty.NilVal, damaged("A number in the plan is none")
		}
		return cty.NumberFloatVal(value), malformed(err)
	case msgpcode.IsFixedNum(code), code >= msgpcode.Uint8 && code <= msgpcode.Int64:
		value, err := d.DecodeInt64()
		return cty.NumberIntVal(value), malformed(err)
	default:
		return cty.NilVal, damaged("A value in the plan has the encoding 0x%x, which is none", code)
	}
}

func (d *decoder) key() (string, error) {
	code, err := d.PeekCode()
	if err != nil {
		return "", malformed(err)
	}
	if !msgpcode.IsString(code) {
		return "", damaged("An attribute's name in the plan is no string")
	}
	return d.text()
}

func (d *decoder) text() (string, error) {
	text, err := d.DecodeString()
	if err != nil {
		return "", malformed(err)
	}
	if !utf8.ValidString(text) {
		return "", damaged("A string in the plan is not UTF-8")
	}
	return text, nil
}

// length refuses a count of elements that cannot follow, since every element
// takes a byte.
func (d *decoder) length(decode func() (int, error)) (int, error) {
	n, err := decode()
	if err != nil {
		return 0, malformed(err)
	}
	if n > d.left.Len() {
		return 0, damaged("A list in the plan claims %d elements, and %d bytes follow", n, d.left.Len())
	}
	if d.elements += n; d.elements > maxElements {
		return 0, damaged("A value in the plan has more than %d elements", maxElements)
	}
	return max(n, 0), nil
}

// skip passes over a value. The library's own way recurses without a limit.
func (d *decoder) skip(depth int) error {
	if depth > maxDepth {
		return damaged("A value is nested deeper than %d levels", maxDepth)
	}
	code, err := d.PeekCode()
	if err != nil {
		return malformed(err)
	}
	var n int
	switch {
	case isMap(code):
		n, err = d.length(d.DecodeMapLen)
		n *= 2
	case isArray(code):
		n, err = d.length(d.DecodeArrayLen)
	default:
		return malformed(d.Skip())
	}
	if err != nil {
		return err
	}
	for range n {
		if err := d.skip(depth + 1); err != nil {
			return err
		}
	}
	return nil
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

func isMap(code byte) bool {
	return msgpcode.IsFixedMap(code) || code == msgpcode.Map16 || code == msgpcode.Map32
}

func isArray(code byte) bool {
	return msgpcode.IsFixedArray(code) || code == msgpcode.Array16 || code == msgpcode.Array32
}

func malformed(err error) error {
	if err == nil {
		return nil
	}
	return damaged("A value in the plan is malformed: %v", err)
}
