package plan

import (
	"fmt"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Limits on hostile values, far above what any provider's schema gives.
const (
	maxDepth  = 200
	maxDigits = 1000
)

// mask says which parts of a value are unknown, or sensitive.
type mask struct {
	whole    bool
	members  map[string]mask
	elements []mask
}

// any reports whether the mask covers anything.
func (m mask) any() bool { return m.whole || m.members != nil || m.elements != nil }

// parseMask reads what a mask says about the named members; only the parts that
// cover something are kept.
func parseMask(raw jsontext.Value, names change.Names) (mask, error) { return readMask(raw, names, 0) }

func readMask(raw jsontext.Value, names change.Names, depth int) (mask, error) {
	var m mask
	if depth > maxDepth {
		return m, errTooDeep
	}
	switch raw.Kind() {
	case 't':
		m.whole = true
	case '{':
		for name, value := range members(raw) {
			if !names.Has(string(name)) {
				continue
			}
			child, err := readMask(value, change.AllNames, depth+1)
			if err != nil {
				return m, err
			}
			if child.any() {
				if m.members == nil {
					m.members = map[string]mask{}
				}
				m.members[string(name)] = child
			}
		}
	case '[':
		var elementMasks []mask
		covers := false
		for value := range elements(raw) {
			child, err := readMask(value, change.AllNames, depth+1)
			if err != nil {
				return m, err
			}
			elementMasks = append(elementMasks, child)
			covers = covers || child.any()
		}
		if covers {
			m.elements = elementMasks
		}
	}
	return m, nil
}

func (m mask) element(i int) mask {
	if i < len(m.elements) {
		return m.elements[i]
	}
	return mask{}
}

// builder makes cty values of raw ones and their masks.
type builder struct {
	address  string
	redacted bool
}

var errTooDeep = fmt.Errorf("a value is nested more than %d levels deep", maxDepth)

// build returns the value at a place of the object, and whether there is one:
// raw is nil where the document has nothing.
func (b builder) build(raw jsontext.Value, unknown, sensitive mask, at change.Path) (cty.Value, bool, error) {
	if len(raw) == 0 && !unknown.any() && !(b.redacted && sensitive.any()) {
		return cty.NilVal, false, nil
	}
	var value cty.Value
	var err error
	switch {
	case len(at) > maxDepth:
		return cty.NilVal, false, errTooDeep
	case unknown.whole, b.redacted && sensitive.whole && (len(raw) == 0 || raw.Kind() == 'n'):
		value = b.unknown(at)
	case raw.Kind() == '{', len(raw) == 0 && (unknown.members != nil || sensitive.members != nil):
		value, err = b.object(raw, change.AllNames, unknown, sensitive, at)
	case raw.Kind() == '[', len(raw) == 0:
		value, err = b.tuple(raw, unknown, sensitive, at)
	default:
		value, err = scalar(raw)
	}
	if err != nil {
		return cty.NilVal, false, err
	}
	// There is nothing to hide in null, which a plan file does not call sensitive.
	if sensitive.whole && !value.IsNull() {
		value = value.Mark(change.Sensitive)
	}
	return value, true, nil
}

// unknown is what is not known of the object at a place.
func (b builder) unknown(at change.Path) cty.Value {
	return cty.DynamicVal.Mark(change.Origin{Address: b.address, Attribute: at.String()})
}

// object builds the named members: those of the document, and those that only a
// mask has.
func (b builder) object(raw jsontext.Value, names change.Names, unknown, sensitive mask, at change.Path) (cty.Value, error) {
	attrs := make(map[string]cty.Value, len(names.Set))
	add := func(name string, raw jsontext.Value) error {
		below := unknown.members[name]
		below.whole = below.whole || unknown.whole
		value, present, err := b.build(raw, below, sensitive.members[name], at.Member(name))
		if present {
			attrs[name] = value
		}
		return err
	}
	for name, value := range members(raw) {
		if !names.Has(string(name)) {
			continue
		}
		if err := add(string(name), value); err != nil {
			return cty.NilVal, err
		}
	}
	for _, m := range []mask{unknown, sensitive} {
		for name := range m.members {
			if _, done := attrs[name]; done {
				continue
			}
			if err := add(name, nil); err != nil {
				return cty.NilVal, err
			}
		}
	}
	return cty.ObjectVal(attrs), nil
}

// tuple lays the masks over a list by index. Masks that are longer than the
// list stand for elements that are there but not known.
func (b builder) tuple(raw jsontext.Value, unknown, sensitive mask, at change.Path) (cty.Value, error) {
	var values []cty.Value
	add := func(raw jsontext.Value) error {
		i := len(values)
		value, present, err := b.build(raw, unknown.element(i), sensitive.element(i), at.Element(i))
		if present {
			values = append(values, value)
		}
		return err
	}
	for element := range elements(raw) {
		if err := add(element); err != nil {
			return cty.NilVal, err
		}
	}
	for len(values) < len(unknown.elements) {
		before := len(values)
		if err := add(nil); err != nil {
			return cty.NilVal, err
		}
		if len(values) == before {
			return b.unknown(at), nil // the mask does not fit: nothing of the list can be relied on
		}
	}
	return cty.TupleVal(values), nil
}

func scalar(raw jsontext.Value) (cty.Value, error) {
	switch raw.Kind() {
	case 'n':
		return cty.NullVal(cty.DynamicPseudoType), nil
	case 't':
		return cty.True, nil
	case 'f':
		return cty.False, nil
	case '0':
		return parseNumber(string(raw))
	default:
		return cty.StringVal(string(unquote(raw))), nil
	}
}

// parseNumber keeps the digits as far as cty does, to 512 bits.
func parseNumber(text string) (cty.Value, error) {
	if len(text) > maxDigits {
		return cty.NilVal, fmt.Errorf("a number has more than %d digits", maxDigits)
	}
	return cty.ParseNumberVal(text)
}
