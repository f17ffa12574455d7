package core

import (
	"github.com/apparentlymart/go-textseg/v15/textseg"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// lengthFunc is Terraform's length: of any collection, of an object's
// attributes, and of a string in characters as people count them.
var lengthFunc = function.New(&function.Spec{
	Description: "Returns the number of elements of a collection, or of characters of a string.",
	Params: []function.Parameter{{
		Name: "value", Type: cty.DynamicPseudoType,
		AllowDynamicType: true, AllowUnknown: true, AllowMarked: true,
	}},
	Type: func(args []cty.Value) (cty.Type, error) {
		switch ty := args[0].Type(); {
		case ty == cty.String, ty == cty.DynamicPseudoType, ty.IsTupleType(), ty.IsObjectType(), ty.IsCollectionType():
			return cty.Number, nil
		default:
			return cty.Number, function.NewArgErrorf(0, "must be a string, a collection, a tuple or an object, not %s", ty.FriendlyName())
		}
	},
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		value, marks := args[0].Unmark()
		length := cty.UnknownVal(cty.Number)
		switch ty := value.Type(); {
		case ty.IsTupleType():
			length = cty.NumberIntVal(int64(ty.Length()))
		case ty.IsObjectType():
			length = cty.NumberIntVal(int64(len(ty.AttributeTypes())))
		case ty.IsCollectionType():
			length = value.Length()
		case ty == cty.String && value.IsKnown():
			n, err := textseg.TokenCount([]byte(value.AsString()), textseg.ScanGraphemeClusters)
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			length = cty.NumberIntVal(int64(n))
		}
		return length.WithMarks(marks), nil
	},
})

// containsFunc compares without conversion, as == does. Unlike the standard
// library's it takes a null of no particular type, which is what an attribute
// without a value is when no schema is at hand.
var containsFunc = function.New(&function.Spec{
	Description: "Reports whether a list, tuple or set has an element equal to a value.",
	Params: []function.Parameter{
		{Name: "list", Type: cty.DynamicPseudoType},
		{Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowNull: true, AllowUnknown: true},
	},
	Type:         function.StaticReturnType(cty.Bool),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		list, value := args[0], args[1]
		if ty := list.Type(); !ty.IsListType() && !ty.IsTupleType() && !ty.IsSetType() {
			return cty.NilVal, function.NewArgErrorf(0, "must be a list, tuple, or set, not %s", ty.FriendlyName())
		}
		result := cty.False
		for it := list.ElementIterator(); it.Next(); {
			_, element := it.Element()
			switch equal := value.Equals(element); {
			case !equal.IsKnown():
				result = cty.UnknownVal(cty.Bool)
			case equal.True():
				return cty.True, nil
			}
		}
		return result, nil
	},
})

// oneFunc turns a sequence of at most one element into that element, or null.
var oneFunc = function.New(&function.Spec{
	Description: "Returns the only element of a list, set or tuple, or null when it is empty.",
	Params:      []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType, AllowMarked: true}},
	Type: func(args []cty.Value) (cty.Type, error) {
		ty := args[0].Type()
		switch {
		case ty.IsListType(), ty.IsSetType():
			return ty.ElementType(), nil
		case ty.IsTupleType() && ty.Length() == 0:
			return cty.DynamicPseudoType, nil
		case ty.IsTupleType() && ty.Length() == 1:
			return ty.TupleElementType(0), nil
		default:
			return cty.NilType, errNotOne
		}
	},
	Impl: func(args []cty.Value, ret cty.Type) (cty.Value, error) {
		list, marks := args[0].Unmark()
		if !list.Type().IsTupleType() && !list.Length().IsKnown() {
			return cty.UnknownVal(ret).WithMarks(marks), nil
		}
		switch list.LengthInt() {
		case 0:
			return cty.NullVal(ret).WithMarks(marks), nil
		case 1:
			it := list.ElementIterator()
			it.Next()
			_, element := it.Element()
			return element.WithMarks(marks), nil
		default:
			return cty.NilVal, errNotOne
		}
	},
})

var errNotOne = function.NewArgErrorf(0, "must be a list, set, or tuple value with either zero or one elements")

// flattenFunc is unknown as long as an element may turn out to be a sequence. The
// standard library's overlooks one that is marked, and takes it for one element.
var flattenFunc = around(stdlib.FlattenFunc, func(args []cty.Value) (cty.Value, error) {
	if elements, ok := flat(nil, args[0]); ok {
		return cty.TupleVal(elements), nil
	}
	if holdsUnknownSequence(args[0]) {
		return cty.DynamicVal, nil
	}
	return stdlib.FlattenFunc.Call(args)
})

// flat adds the elements of a sequence and of those within it. It leaves what is
// unknown, marked or null, and what is no tuple, to the standard library, which
// is careful about them and so takes four times as long.
func flat(elements []cty.Value, value cty.Value) ([]cty.Value, bool) {
	if value.IsMarked() || !value.IsKnown() || value.IsNull() || !value.Type().IsTupleType() {
		return elements, false
	}
	for it := value.ElementIterator(); it.Next(); {
		_, element := it.Element()
		if element.IsMarked() {
			return elements, false
		}
		if ty := element.Type(); ty.IsPrimitiveType() || ty.IsObjectType() {
			elements = append(elements, element)
			continue
		}
		var ok bool
		if elements, ok = flat(elements, element); !ok {
			return elements, false
		}
	}
	return elements, true
}

func holdsUnknownSequence(value cty.Value) bool {
	value, _ = value.Unmark()
	ty := value.Type()
	sequence := ty.IsListType() || ty.IsSetType() || ty.IsTupleType()
	switch {
	case !value.IsKnown():
		return sequence || ty == cty.DynamicPseudoType
	case value.IsNull() || !sequence || !value.Length().IsKnown():
		return false
	}
	for it := value.ElementIterator(); it.Next(); {
		if _, element := it.Element(); holdsUnknownSequence(element) {
			return true
		}
	}
	return false
}

var allTrueFunc = boolListFunc("Returns true if every element is true, or the list is empty; a null element is not true.", cty.False)

var anyTrueFunc = boolListFunc("Returns true if any element is true; a null element is not true.", cty.True)

// boolListFunc returns the function that decides a list by its first element
// that is decisive; unknown ones matter only when there is none.
func boolListFunc(description string, decisive cty.Value) function.Function {
	return function.New(&function.Spec{
		Description:  description,
		Params:       []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:         function.StaticReturnType(cty.Bool),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			result := decisive.Not()
			for it := args[0].ElementIterator(); it.Next(); {
				_, element := it.Element()
				if !element.IsKnown() {
					result = cty.UnknownVal(cty.Bool)
					continue
				}
				if element.IsNull() {
					element = cty.False
				}
				if element.RawEquals(decisive) {
					return decisive, nil
				}
			}
			return result, nil
		},
	})
}

var (
	toListFunc = toFunc(cty.List(cty.DynamicPseudoType))
	toSetFunc  = toFunc(cty.Set(cty.DynamicPseudoType))
)

// toFunc returns an explicit conversion. Unlike the standard library's it leaves
// marks on the elements that carry them, and null and unknown values convert.
func toFunc(want cty.Type) function.Function {
	conversion := func(value cty.Value) (cty.Value, error) {
		converted, err := convert.Convert(value, want)
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(0, "cannot convert %s to %s: %s", value.Type().FriendlyName(), want.FriendlyNameForConstraint(), err)
		}
		return converted, nil
	}
	return function.New(&function.Spec{
		Description: "Converts its argument to " + want.FriendlyNameForConstraint() + ".",
		Params: []function.Parameter{{
			Name: "v", Type: cty.DynamicPseudoType,
			AllowDynamicType: true, AllowMarked: true, AllowNull: true, AllowUnknown: true,
		}},
		Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return conversion(args[0]) },
	})
}

func notNull(b *cty.RefinementBuilder) *cty.RefinementBuilder { return b.NotNull() }
