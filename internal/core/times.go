package core

import (
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
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
		a, err := instantOf(args, 0)
		if err != nil {
			return cty.NilVal, err
		}
		b, err := instantOf(args, 1)
		if err != nil {
			return cty.NilVal, err
		}
		return cty.NumberIntVal(int64(a.Compare(b))), nil
	},
})

// governing functions compute with periods as the records of nhi spell them.
var governing = map[string]callable{
	"timeadd": function.New(&function.Spec{
		Description: "Returns the instant one period after an RFC 3339 timestamp, in UTC. A period is 36h, 14d, 12w or an ISO 8601 duration such as P3M; months are calendar months.",
		Params: []function.Parameter{
			{Name: "timestamp", Type: cty.String},
			{Name: "period", Type: cty.String},
		},
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			from, err := instantOf(args, 0)
			if err != nil {
				return cty.NilVal, err
			}
			period, err := periodOf(args, 1)
			if err != nil {
				return cty.NilVal, err
			}
			return cty.StringVal(period.After(from).Format(time.RFC3339)), nil
		},
	}),
	"periodcmp": function.New(&function.Spec{
		Description: "Compares the usual lengths of two periods: -1 if the first is shorter, 0 if they are as long, 1 if it is longer.",
		Params: []function.Parameter{
			{Name: "period_a", Type: cty.String},
			{Name: "period_b", Type: cty.String},
		},
		Type:         function.StaticReturnType(cty.Number),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			a, err := periodOf(args, 0)
			if err != nil {
				return cty.NilVal, err
			}
			b, err := periodOf(args, 1)
			if err != nil {
				return cty.NilVal, err
			}
			return cty.NumberIntVal(int64(a.Compare(b))), nil
		},
	}),
}

func instantOf(args []cty.Value, i int) (time.Time, error) {
	instant, err := time.Parse(time.RFC3339, args[i].AsString())
	if err != nil {
		return time.Time{}, function.NewArgErrorf(i, "%q is not an RFC 3339 timestamp such as \"2026-01-31T13:00:00Z\"", args[i].AsString())
	}
	return instant, nil
}

func periodOf(args []cty.Value, i int) (governance.Period, error) {
	period, err := governance.ParsePeriod(args[i].AsString())
	if err != nil {
		return governance.Period{}, function.NewArgError(i, err)
	}
	return period, nil
}
