package core

import (
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// timestamp returns core::timestamp of one run: a fixed instant in UTC, so that
// a decision can be made again later.
func timestamp(now time.Time) function.Function {
	said := cty.StringVal(now.UTC().Format(time.RFC3339))
	return function.New(&function.Spec{
		Description: "Returns the instant that the run is judged at, in UTC and RFC 3339.",
		Type:        function.StaticReturnType(cty.String),
		Impl:        func([]cty.Value, cty.Type) (cty.Value, error) { return said, nil },
	})
}

var timeCmpFunc = function.New(&function.Spec{
	Description: "Compares two RFC 3339 timestamps: -1 if the first is earlier, 0 if they are the same instant, 1 if it is later.",
	Params: []function.Parameter{
		{Name: "timestamp_a", Type: cty.String},
		{Name: "timestamp_b", Type: cty.String},
	},
	Type:         function.StaticReturnType(cty.Number),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		var instants [2]time.Time
		for i := range instants {
			instant, err := time.Parse(time.RFC3339, args[i].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgErrorf(i, "%q is not an RFC 3339 timestamp such as \"2026-01-31T13:00:00Z\"", args[i].AsString())
			}
			instants[i] = instant
		}
		return cty.NumberIntVal(int64(instants[0].Compare(instants[1]))), nil
	},
})
