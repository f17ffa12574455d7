package policytest

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"

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

// Data returns the data mock that says of itself all that the configuration asks
// for, or else the first that says some of it and nothing against it: a mock need
// not repeat arguments such as a limit. Without one there is no such data source,
// which is an error, as it is for a provider. Of mocks that say all of it and differ
// none can be meant.
func (w *world) Data(typ string, config cty.Value) (cty.Value, bool, error) {
	arguments, known := policy.Arguments(config)
	if !known {
		return cty.NilVal, false, nil
	}
	var whole, partly []cty.Value
	for _, mock := range w.data[typ] {
		switch said, agrees := policy.Answers(mock, arguments); {
		case !agrees:
		case said == len(arguments):
			whole = append(whole, mock)
		case said > 0:
			partly = append(partly, mock)
		}
	}
	switch {
	case len(whole) > 0:
		one, ok := policy.TheOne(whole)
		return one, ok, nil
	case len(partly) > 0:
		return partly[0], true, nil
	default:
		return cty.NilVal, false, fmt.Errorf("the test has no data %q mock whose attrs are what the call asks for", typ)
	}
}
