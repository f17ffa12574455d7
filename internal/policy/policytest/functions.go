package policytest

import (
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
)

// functions are what a test file can call: those of policies that depend on
// their arguments alone, and unknown().
func functions(now time.Time, strict bool) map[string]function.Function {
	table := core.Functions(now)
	if strict {
		return table
	}
	table["unknown"] = unknownFunc
	const encode = core.Prefix + "jsonencode"
	table[encode] = keepingStructure(table[encode])
	return table
}

// unknownFunc makes a value that is known only after apply.
var unknownFunc = function.New(&function.Spec{
	VarParam: &function.Parameter{Name: "type", Type: cty.String},
	Type:     function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		switch len(args) {
		case 0:
			return cty.DynamicVal, nil
		case 1:
			typ, err := typeOf(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			return cty.UnknownVal(typ), nil
		default:
			return cty.NilVal, errors.New("unknown takes one type at most, such as unknown(\"string\")")
		}
	},
})

func typeOf(text string) (cty.Type, error) {
	expr, diags := hclsyntax.ParseExpression([]byte(text), "", hcl.InitialPos)
	if !diags.HasErrors() {
		var typ cty.Type
		if typ, diags = typeexpr.TypeConstraint(expr); !diags.HasErrors() {
			return typ, nil
		}
	}
	return cty.NilType, fmt.Errorf("%q is not a type such as string or list(string)", text)
}

// keepingStructure returns jsonencode as a plan has it: a document with an
// unknown leaf is unknown, and what is known of its structure stays readable.
func keepingStructure(encode function.Function) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{
			Name: "value", Type: cty.DynamicPseudoType,
			AllowDynamicType: true, AllowMarked: true, AllowNull: true, AllowUnknown: true,
		}},
		Type: function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			result, err := encode.Call(args)
			if value, _ := args[0].Unmark(); err != nil || result.IsKnown() || !value.IsKnown() {
				return result, err
			}
			_, marks := result.Unmark()
			return change.WithPartial(structure(args[0])).WithMarks(marks), nil
		},
	})
}

// structure is what a value is after a round through JSON, as far as it is
// known.
func structure(value cty.Value) cty.Value {
	plain, marks := value.Unmark()
	if plain.IsNull() || !plain.IsKnown() || !plain.CanIterateElements() {
		return value
	}
	if typ := plain.Type(); typ.IsMapType() || typ.IsObjectType() {
		attrs := plain.AsValueMap()
		for name, attr := range attrs {
			attrs[name] = structure(attr)
		}
		return cty.ObjectVal(attrs).WithMarks(marks)
	}
	elements := plain.AsValueSlice()
	for i, element := range elements {
		elements[i] = structure(element)
	}
	return cty.TupleVal(elements).WithMarks(marks)
}

// withOrigins marks every unknown part of an object with the attribute that it
// is, and with the address of the mock, which is empty for the one under test.
func withOrigins(object cty.Value, address string) cty.Value {
	if object.IsWhollyKnown() {
		return object
	}
	plain, marks := object.Unmark()
	if !plain.IsKnown() || plain.IsNull() || !plain.Type().IsObjectType() {
		return object
	}
	attrs := plain.AsValueMap()
	for name, attr := range attrs {
		attrs[name] = marked(attr, address, name)
	}
	return cty.ObjectVal(attrs).WithMarks(marks)
}

func marked(value cty.Value, address, path string) cty.Value {
	plain, marks := value.Unmark()
	origin := change.Origin{Address: address, Attribute: path}
	if !plain.IsKnown() {
		for mark := range marks {
			if partial, ok := mark.(change.Partial); ok {
				delete(marks, mark)
				marks[change.Partial{PartialValue: &change.PartialValue{Value: marked(partial.Value, address, path)}}] = struct{}{}
			}
		}
		return plain.WithMarks(marks).Mark(origin)
	}
	if plain.IsWhollyKnown() || !plain.CanIterateElements() {
		return value
	}
	switch typ := plain.Type(); {
	case typ.IsObjectType():
		attrs := plain.AsValueMap()
		for name, attr := range attrs {
			attrs[name] = marked(attr, address, path+"."+name)
		}
		return cty.ObjectVal(attrs).WithMarks(marks)
	case typ.IsTupleType():
		elements := plain.AsValueSlice()
		for i, element := range elements {
			elements[i] = marked(element, address, fmt.Sprintf("%s[%d]", path, i))
		}
		return cty.TupleVal(elements).WithMarks(marks)
	default:
		return value.Mark(origin) // a collection's elements share one type and so one place
	}
}
