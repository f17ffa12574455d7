package plan

import (
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
	unknown, err := parseMask(o.unknown, names)
	if err != nil {
		return cty.NilVal, err
	}
	sensitive, err := parseMask(o.sensitive, names)
	if err != nil {
		return cty.NilVal, err
	}
	b := builder{address: o.address, redacted: o.redacted}
	result, err := b.object(o.value, names, unknown, sensitive, make(change.Path, 0, 8))
	if err == nil && sensitive.whole {
		result = result.Mark(change.Sensitive)
	}
	return result, err
}
