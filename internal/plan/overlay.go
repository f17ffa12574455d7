package plan

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/hashicorp/hcl/v2/hclsyntax"
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

// parseMask reads a mask; only the parts that cover something are kept.
func parseMask(raw jsontext.Value) (mask, error) {
	if len(raw) == 0 {
		return mask{}, nil
	}
	return readMask(decoderOf(raw), 0)
}

func readMask(dec *jsontext.Decoder, depth int) (mask, error) {
	if depth > maxDepth {
		return mask{}, errTooDeep
	}
	token, err := dec.ReadToken()
	if err != nil {
		return mask{}, err
	}
	var m mask
	switch token.Kind() {
	case 't':
		m.whole = true
	case '{':
		for dec.PeekKind() != '}' {
			name, err := dec.ReadToken()
			if err != nil {
				return mask{}, err
			}
			key := name.String()
			child, err := readMask(dec, depth+1)
			if err != nil {
				return mask{}, err
			}
			if child.any() {
				if m.members == nil {
					m.members = map[string]mask{}
				}
				m.members[key] = child
			}
		}
		_, err = dec.ReadToken()
	case '[':
		var elements []mask
		covers := false
		for dec.PeekKind() != ']' {
			child, err := readMask(dec, depth+1)
			if err != nil {
				return mask{}, err
			}
			elements = append(elements, child)
			covers = covers || child.any()
		}
		if covers {
			m.elements = elements
		}
		_, err = dec.ReadToken()
	}
	return m, err
}

func (m mask) member(name string) mask { return m.members[name] }

func (m mask) element(i int) mask {
	if i < len(m.elements) {
		return m.elements[i]
	}
	return mask{}
}

// step is one step of the path to a value; the text is only made when needed.
type step struct {
	parent *step
	name   string // of a member
	index  int    // of an element, which has no name; -1 for a member
	depth  int
}

func (s *step) member(name string) *step {
	return &step{parent: s, name: name, index: -1, depth: s.depth + 1}
}

func (s *step) element(i int) *step { return &step{parent: s, index: i, depth: s.depth + 1} }

// String writes the path as HCL does: rule[0].cidr, tags["cost center"].
func (s *step) String() string {
	var b strings.Builder
	s.write(&b)
	return b.String()
}

func (s *step) write(b *strings.Builder) {
	if s.parent != nil {
		s.parent.write(b)
	}
	switch {
	case s.parent == nil:
		b.WriteString(s.name)
	case s.index >= 0:
		b.WriteString("[" + strconv.Itoa(s.index) + "]")
	case hclsyntax.ValidIdentifier(s.name):
		b.WriteString("." + s.name)
	default:
		b.WriteString("[" + strconv.Quote(s.name) + "]")
	}
}

// builder makes cty values of raw ones and their masks.
type builder struct {
	address  string
	redacted bool
}

var errTooDeep = fmt.Errorf("a value is nested more than %d levels deep", maxDepth)

// build returns the value at a place of the object, and whether there is one:
// raw is nil where the document has nothing.
func (b builder) build(raw jsontext.Value, unknown, sensitive mask, at *step) (cty.Value, bool, error) {
	if len(raw) == 0 && !unknown.any() && !(b.redacted && sensitive.any()) {
		return cty.NilVal, false, nil
	}
	var value cty.Value
	var err error
	switch {
	case at.depth > maxDepth:
		return cty.NilVal, false, errTooDeep
	case unknown.whole, b.redacted && sensitive.whole && (len(raw) == 0 || raw.Kind() == 'n'):
		value = cty.DynamicVal.Mark(change.Origin{Address: b.address, Attribute: at.String()})
	case raw.Kind() == '{', len(raw) == 0 && (unknown.members != nil || sensitive.members != nil):
		value, err = b.object(raw, unknown, sensitive, at)
	case raw.Kind() == '[', len(raw) == 0:
		value, err = b.tuple(raw, unknown, sensitive, at)
	default:
		value, err = scalar(raw)
	}
	if err != nil {
		return cty.NilVal, false, err
	}
	if sensitive.whole {
		value = value.Mark(change.Sensitive)
	}
	return value, true, nil
}

func (b builder) object(raw jsontext.Value, unknown, sensitive mask, at *step) (cty.Value, error) {
	var values map[string]jsontext.Value
	if len(raw) > 0 {
		var err error
		if values, err = members(raw, change.AllNames); err != nil {
			return cty.NilVal, err
		}
	}
	attrs := make(map[string]cty.Value, len(values))
	add := func(name string) error {
		if _, done := attrs[name]; done {
			return nil
		}
		value, present, err := b.build(values[name], unknown.member(name), sensitive.member(name), at.member(name))
		if present {
			attrs[name] = value
		}
		return err
	}
	for name := range values {
		if err := add(name); err != nil {
			return cty.NilVal, err
		}
	}
	for name := range unknown.members {
		if err := add(name); err != nil {
			return cty.NilVal, err
		}
	}
	for name := range sensitive.members {
		if err := add(name); err != nil {
			return cty.NilVal, err
		}
	}
	return cty.ObjectVal(attrs), nil
}

// tuple lays the masks over a list by index. Masks that are longer than the
// list stand for elements that are there but not known.
func (b builder) tuple(raw jsontext.Value, unknown, sensitive mask, at *step) (cty.Value, error) {
	var elements []cty.Value
	add := func(raw jsontext.Value) error {
		i := len(elements)
		value, present, err := b.build(raw, unknown.element(i), sensitive.element(i), at.element(i))
		if present {
			elements = append(elements, value)
		}
		return err
	}
	if len(raw) > 0 {
		dec := decoderOf(raw)
		if _, err := dec.ReadToken(); err != nil {
			return cty.NilVal, err
		}
		for dec.PeekKind() != ']' {
			value, err := dec.ReadValue()
			if err != nil {
				return cty.NilVal, err
			}
			if err := add(value); err != nil {
				return cty.NilVal, err
			}
		}
	}
	for len(elements) < len(unknown.elements) {
		before := len(elements)
		if err := add(nil); err != nil {
			return cty.NilVal, err
		}
		if len(elements) == before {
			return b.whole(at), nil
		}
	}
	return cty.TupleVal(elements), nil
}

// whole is for a list whose mask does not fit it: nothing of it can be relied on.
func (b builder) whole(at *step) cty.Value {
	return cty.DynamicVal.Mark(change.Origin{Address: b.address, Attribute: at.String()})
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
		text, err := jsontext.AppendUnquote(nil, raw)
		if err != nil {
			return cty.NilVal, err
		}
		return cty.StringVal(string(text)), nil
	}
}

// parseNumber keeps the digits as far as cty does, to 512 bits.
func parseNumber(text string) (cty.Value, error) {
	if len(text) > maxDigits {
		return cty.NilVal, fmt.Errorf("a number has more than %d digits", maxDigits)
	}
	return cty.ParseNumberVal(text)
}
