package core

import (
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

var anyValue = function.Parameter{
	Name: "value", Type: cty.DynamicPseudoType,
	AllowDynamicType: true, AllowMarked: true, AllowNull: true, AllowUnknown: true,
}

var sensitiveFunc = markFunc("Marks a value as sensitive, so that it is never shown.",
	func(value cty.Value) cty.Value { return value.Mark(change.Sensitive) })

var nonsensitiveFunc = markFunc("Returns a value as one that may be shown; what it contains keeps its own marks.",
	func(value cty.Value) cty.Value {
		plain, marks := value.Unmark()
		delete(marks, change.Sensitive)
		return plain.WithMarks(marks)
	})

func markFunc(description string, apply func(cty.Value) cty.Value) function.Function {
	return function.New(&function.Spec{
		Description: description,
		Params:      []function.Parameter{anyValue},
		Type:        function.StaticReturnType(cty.DynamicPseudoType),
		Impl:        func(args []cty.Value, _ cty.Type) (cty.Value, error) { return apply(args[0]), nil },
	})
}

// isSensitiveFunc is unknown for an unknown value without the mark, because
// whether a value is sensitive can be known only with it.
var isSensitiveFunc = function.New(&function.Spec{
	Description: "Reports whether a value is marked as sensitive.",
	Params:      []function.Parameter{anyValue},
	Type:        function.StaticReturnType(cty.Bool),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		value, marks := args[0].Unmark()
		if _, ok := marks[change.Sensitive]; ok {
			return cty.True, nil
		}
		if !value.IsKnown() {
			return settleMarks(cty.UnknownVal(cty.Bool).WithMarks(marks), false), nil
		}
		return cty.False, nil
	},
})

// knownFunc lets a policy say that a value which is not known can be nothing that
// it is about: the ARN of what this configuration makes is none of AWS's own.
var knownFunc = function.New(&function.Spec{
	Description: "Reports whether a value is known before apply. What is inside of a list or an object may be unknown all the same.",
	Params:      []function.Parameter{anyValue},
	Type:        function.StaticReturnType(cty.Bool),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		_, marks := args[0].Unmark()
		known := cty.BoolVal(args[0].IsKnown())
		if _, sensitive := marks[change.Sensitive]; sensitive {
			known = known.Mark(change.Sensitive)
		}
		return known, nil
	},
})

// typeFunc writes a type as a configuration does: list(string).
var typeFunc = function.New(&function.Spec{
	Description: "Returns the type of a value, as a type constraint would name it.",
	Params: []function.Parameter{{
		Name: "value", Type: cty.DynamicPseudoType,
		AllowDynamicType: true, AllowNull: true, AllowUnknown: true,
	}},
	Type:         function.StaticReturnType(cty.String),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if ty := args[0].Type(); args[0].IsWhollyKnown() || !ty.HasDynamicTypes() {
			return cty.StringVal(typeexpr.TypeString(ty)), nil
		}
		return cty.UnknownVal(cty.String), nil
	},
})
