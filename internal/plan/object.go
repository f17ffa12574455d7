package plan

import (
	"bytes"
	"fmt"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// object is one side of a change, raw as the reader found it.
type object struct {
	address   string
	value     jsontext.Value
	unknown   jsontext.Value // the mask after_unknown
	sensitive jsontext.Value // the mask before_sensitive or after_sensitive
	redacted  bool
}

func newObject(address string, value, unknown, sensitive jsontext.Value, redacted bool) change.Object {
	if value == nil || value.Kind() == 'n' {
		return change.Absent
	}
	return &object{address, value, unknown, sensitive, redacted}
}

// Value decodes the named attributes. An attribute that is not known yet is
// absent from the value and true in the mask; here the two become one.
func (o *object) Value(names change.Names) (cty.Value, error) {
	if o.value.Kind() != '{' {
		return cty.NilVal, fmt.Errorf("the planned value of %s is no object", o.address)
	}
	values, err := members(o.value, names)
	if err != nil {
		return cty.NilVal, err
	}
	unknown, allUnknown, err := maskMembers(o.unknown, names)
	if err != nil {
		return cty.NilVal, err
	}
	sensitive, allSensitive, err := maskMembers(o.sensitive, names)
	if err != nil {
		return cty.NilVal, err
	}
	attrs := make(map[string]cty.Value, len(values))
	b := builder{address: o.address, redacted: o.redacted}
	build := func(name string, raw jsontext.Value) error {
		if _, done := attrs[name]; done {
			return nil
		}
		unknownMask, err := parseMask(unknown[name])
		if err != nil {
			return err
		}
		sensitiveMask, err := parseMask(sensitive[name])
		if err != nil {
			return err
		}
		unknownMask.whole = unknownMask.whole || allUnknown
		value, present, err := b.build(raw, unknownMask, sensitiveMask, &step{name: name})
		if present {
			attrs[name] = value
		}
		return err
	}
	for name, raw := range values {
		if err := build(name, raw); err != nil {
			return cty.NilVal, err
		}
	}
	for name := range unknown {
		if err := build(name, nil); err != nil {
			return cty.NilVal, err
		}
	}
	if o.redacted {
		for name := range sensitive {
			if err := build(name, nil); err != nil {
				return cty.NilVal, err
			}
		}
	}
	result := cty.ObjectVal(attrs)
	if allSensitive {
		result = result.Mark(change.Sensitive)
	}
	return result, nil
}

// members splits a JSON object into its wanted members. The bytes were checked
// when they were read.
func members(raw jsontext.Value, names change.Names) (map[string]jsontext.Value, error) {
	dec := decoderOf(raw)
	if _, err := dec.ReadToken(); err != nil {
		return nil, err
	}
	result := map[string]jsontext.Value{}
	for dec.PeekKind() != '}' {
		name, err := dec.ReadToken()
		if err != nil {
			return nil, err
		}
		key := name.String()
		if !names.Has(key) {
			if err := dec.SkipValue(); err != nil {
				return nil, err
			}
			continue
		}
		// The value is a window into raw, because the decoder reads a
		// bytes.Buffer in place.
		value, err := dec.ReadValue()
		if err != nil {
			return nil, err
		}
		result[key] = value
	}
	return result, nil
}

// maskMembers splits a mask; whole says that it covers everything.
func maskMembers(raw jsontext.Value, names change.Names) (result map[string]jsontext.Value, whole bool, err error) {
	switch raw.Kind() {
	case '{':
		result, err = members(raw, names)
		return result, false, err
	case 't':
		return nil, true, nil
	default:
		return nil, false, nil
	}
}

func decoderOf(raw jsontext.Value) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(raw), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}
