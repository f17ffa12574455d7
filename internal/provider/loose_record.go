package provider

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// looseRecord reads a record that has whatever types an expression gave it: a
// literal has tuples and objects where a resource has sets and maps. It collects
// what it refuses.
type looseRecord struct {
	attributes map[string]attr.Value
	unknown    bool // something that was asked for
	refused    error
}

func newLooseRecord(value types.Dynamic) (*looseRecord, error) {
	switch v := value.UnderlyingValue().(type) {
	case types.Object:
		return &looseRecord{attributes: v.Attributes()}, nil
	case types.Map:
		return &looseRecord{attributes: v.Elements()}, nil
	default:
		return nil, errors.New("it is no record: give a resource, or an object with the attributes of one")
	}
}

func (r *looseRecord) refuse(attribute, detail string) {
	r.refused = errors.Join(r.refused, fmt.Errorf("attribute %s: %s", attribute, detail))
}

// has reports whether the attribute is there, if only unknown.
func (r *looseRecord) has(name string) bool {
	value, ok := r.attributes[name]
	return ok && !value.IsNull()
}

// known returns a value that is there and wholly known, else nil.
func (r *looseRecord) known(name string) attr.Value {
	if !r.has(name) {
		return nil
	}
	value := r.attributes[name]
	if !known(value) {
		r.unknown = true
		return nil
	}
	if dynamic, ok := value.(types.Dynamic); ok {
		return dynamic.UnderlyingValue()
	}
	return value
}

// text is also what a number reads as, as where a resource takes a text.
func (r *looseRecord) text(name string) string {
	switch v := r.known(name).(type) {
	case nil:
		return ""
	case types.String:
		return v.ValueString()
	case types.Number:
		return v.ValueBigFloat().Text('f', -1)
	default:
		r.refuse(name, "It is no text.")
		return ""
	}
}

// set returns the elements, sorted and each once.
func (r *looseRecord) set(name string) []string {
	var elements []attr.Value
	switch v := r.known(name).(type) {
	case nil:
	case types.Set:
		elements = v.Elements()
	case types.List:
		elements = v.Elements()
	case types.Tuple:
		elements = v.Elements()
	default:
		r.refuse(name, "It is no set of texts.")
	}
	texts := stringsOf[string](elements)
	if len(texts) != len(elements) {
		r.refuse(name, "It has something in it that is no text.")
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

func (r *looseRecord) entries(name string) map[string]string {
	var values map[string]attr.Value
	switch v := r.known(name).(type) {
	case nil:
	case types.Map:
		values = v.Elements()
	case types.Object:
		values = v.Attributes()
	default:
		r.refuse(name, "It is no map of texts.")
	}
	entries := make(map[string]string, len(values))
	for key, value := range values {
		text, ok := value.(types.String)
		if !ok || text.IsNull() {
			r.refuse(name, "It has something in it that is no text.")
		}
		entries[key] = text.ValueString()
	}
	return entries
}

func (r *looseRecord) instant(name string) time.Time {
	text := r.text(name)
	if text == "" {
		return time.Time{}
	}
	t, err := governance.ParseInstant(text)
	if err != nil {
		r.refuse(name, sentence(err.Error()))
	}
	return t
}

func (r *looseRecord) period(name string) governance.Period {
	text := r.text(name)
	if text == "" {
		return governance.Period{}
	}
	p, err := governance.ParsePeriod(text)
	if err != nil {
		r.refuse(name, sentence(err.Error()))
	}
	return p
}
