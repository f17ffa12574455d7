package policytest

import (
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

// Data returns the first data mock that says of itself what the configuration
// asks for.
func (w *world) Data(typ string, config cty.Value) (cty.Value, bool) {
	config, _ = config.UnmarkDeep()
	if !config.IsWhollyKnown() {
		return cty.NilVal, false
	}
	for _, mock := range w.data[typ] {
		if config.IsNull() || !config.CanIterateElements() || answers(mock, config) {
			return mock, true
		}
	}
	return cty.NilVal, false
}

func answers(mock, config cty.Value) bool {
	plain, _ := mock.Unmark()
	if !plain.Type().IsObjectType() {
		return false
	}
	for name, want := range config.AsValueMap() {
		if !plain.Type().HasAttribute(name) {
			return false
		}
		have, _ := plain.GetAttr(name).UnmarkDeep()
		if !have.Type().IsPrimitiveType() && have.Type() != cty.DynamicPseudoType {
			if converted, err := convert.Convert(want, have.Type()); err == nil {
				want = converted
			}
		}
		if equal := have.Equals(want); !equal.IsKnown() || equal.False() {
			return false
		}
	}
	return true
}
