package policytest

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

var _ policy.World = (*world)(nil)

// world is the mocks of one test file, as policies find them: every one of
// them, also those that are skipped or expected to fail.
type world struct {
	resources map[string][]cty.Value
	data      map[string][]cty.Value
}

func (w *world) Resources(typ string, _ change.Names) ([]cty.Value, error) {
	return w.resources[typ], nil
}

// Data returns the first data mock that says of itself all that the configuration
// asks for, or else the first that says some of it and nothing against it: a mock
// need not repeat arguments such as a limit. Without one there is no such data
// source, which is an error, as it is for a provider.
func (w *world) Data(typ string, config cty.Value) (cty.Value, bool, error) {
	config, _ = config.UnmarkDeep()
	if !config.IsWhollyKnown() {
		return cty.NilVal, false, nil
	}
	var wanted map[string]cty.Value
	if !config.IsNull() && config.CanIterateElements() {
		wanted = config.AsValueMap()
	}
	partly := cty.NilVal
	for _, mock := range w.data[typ] {
		switch said, agrees := answers(mock, wanted); {
		case !agrees:
		case said == len(wanted):
			return mock, true, nil
		case said > 0 && partly == cty.NilVal:
			partly = mock
		}
	}
	if partly != cty.NilVal {
		return partly, true, nil
	}
	return cty.NilVal, false, fmt.Errorf("the test has no data %q mock whose attrs are what the call asks for", typ)
}

// answers counts the wanted attributes that a mock says, and reports whether
// they are as wanted.
func answers(mock cty.Value, wanted map[string]cty.Value) (said int, agrees bool) {
	plain, _ := mock.Unmark()
	if !plain.Type().IsObjectType() || plain.IsNull() || !plain.IsKnown() {
		return 0, len(wanted) == 0
	}
	for name, want := range wanted {
		if !plain.Type().HasAttribute(name) {
			continue
		}
		have, _ := plain.GetAttr(name).UnmarkDeep()
		if !have.Type().IsPrimitiveType() && have.Type() != cty.DynamicPseudoType {
			if converted, err := convert.Convert(want, have.Type()); err == nil {
				want = converted
			}
		}
		if equal := have.Equals(want); !equal.IsKnown() || equal.False() {
			return said, false
		}
		said++
	}
	return said, true
}
