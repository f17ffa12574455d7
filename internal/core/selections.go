package core

import (
	"slices"
	"sort"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// coalesceFunc passes over empty strings, which the standard library's does not.
var coalesceFunc = function.New(&function.Spec{
	Description: "Returns the first argument that is neither null nor an empty string.",
	VarParam: &function.Parameter{
		Name: "vals", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true, AllowMarked: true,
	},
	Type: func(args []cty.Value) (cty.Type, error) {
		types := make([]cty.Type, len(args))
		for i, arg := range args {
			types[i] = arg.Type()
		}
		ty, _ := convert.UnifyUnsafe(types)
		if ty == cty.NilType {
			return cty.NilType, function.NewArgErrorf(0, "all arguments must have the same type")
		}
		return ty, nil
	},
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		for i, arg := range args {
			value, err := convert.Convert(arg, ty)
			if err != nil {
				return cty.NilVal, function.NewArgError(i, err)
			}
			plain, _ := value.Unmark()
			switch {
			case !plain.IsKnown():
				return cty.UnknownVal(ty).WithMarks(value.Marks()), nil
			case plain.IsNull(), plain.Type() == cty.String && plain.AsString() == "":
			default:
				return value, nil
			}
		}
		return cty.NilVal, function.NewArgErrorf(len(args)-1, "there is no argument that is neither null nor an empty string")
	},
})

// lookupFunc takes the default or leaves it, and keys that are not known.
var lookupFunc = function.New(&function.Spec{
	Description: "Returns the value of a key in a map, or a default.",
	Params: []function.Parameter{
		{Name: "inputMap", Type: cty.DynamicPseudoType, AllowMarked: true},
		{Name: "key", Type: cty.String, AllowMarked: true},
	},
	VarParam: &function.Parameter{
		Name: "default", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true, AllowMarked: true,
	},
	Type: func(args []cty.Value) (cty.Type, error) {
		if len(args) > 3 {
			return cty.NilType, function.NewArgErrorf(3, "there are at most three arguments")
		}
		if ty := args[0].Type(); !ty.IsObjectType() && !ty.IsMapType() {
			return cty.NilType, function.NewArgErrorf(0, "it must be a map or an object")
		}
		return cty.DynamicPseudoType, nil
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		from, marks := args[0].Unmark()
		key, keyMarks := args[1].Unmark()
		if !from.IsKnown() || !key.IsKnown() {
			return cty.DynamicVal.WithMarks(marks, keyMarks), nil
		}
		ty := from.Type()
		if ty.IsObjectType() && ty.HasAttribute(key.AsString()) {
			return from.GetAttr(key.AsString()).WithMarks(marks, keyMarks), nil
		}
		if ty.IsMapType() && from.HasIndex(key).True() {
			return from.Index(key).WithMarks(marks, keyMarks), nil
		}
		if len(args) < 3 {
			return cty.NilVal, function.NewArgErrorf(1, "the map has no such key, and there is no default")
		}
		fallback := args[2]
		if ty.IsMapType() {
			converted, err := convert.Convert(fallback, ty.ElementType())
			if err != nil {
				return cty.NilVal, function.NewArgErrorf(2, "the default must have the type of the map's elements")
			}
			fallback = converted
		}
		return fallback.WithMarks(marks, keyMarks), nil
	},
})

var matchKeysFunc = function.New(&function.Spec{
	Description: "Returns the elements of a list whose keys are among others.",
	Params: []function.Parameter{
		{Name: "values", Type: cty.List(cty.DynamicPseudoType)},
		{Name: "keys", Type: cty.List(cty.DynamicPseudoType)},
		{Name: "searchset", Type: cty.List(cty.DynamicPseudoType)},
	},
	Type: func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() || !args[1].IsWhollyKnown() || !args[2].IsWhollyKnown() {
			return cty.UnknownVal(ty), nil
		}
		values, keys, wanted := args[0].AsValueSlice(), args[1].AsValueSlice(), args[2].AsValueSlice()
		if len(values) != len(keys) {
			return cty.NilVal, function.NewArgErrorf(1, "there must be as many keys as values")
		}
		var matched []cty.Value
		for i, key := range keys {
			if slices.ContainsFunc(wanted, func(w cty.Value) bool { return w.RawEquals(key) }) {
				matched = append(matched, values[i])
			}
		}
		if len(matched) == 0 {
			return cty.ListValEmpty(ty.ElementType()), nil
		}
		return cty.ListVal(matched), nil
	},
})

var indexFunc = function.New(&function.Spec{
	Description: "Returns the index of a value in a list.",
	Params: []function.Parameter{
		{Name: "list", Type: cty.DynamicPseudoType},
		{Name: "value", Type: cty.DynamicPseudoType},
	},
	Type:         function.StaticReturnType(cty.Number),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if ty := args[0].Type(); !ty.IsListType() && !ty.IsTupleType() {
			return cty.NilVal, function.NewArgErrorf(0, "it must be a list or a tuple")
		}
		for it := args[0].ElementIterator(); it.Next(); {
			i, element := it.Element()
			switch equal := element.Equals(args[1]); {
			case !equal.IsKnown():
				return cty.UnknownVal(cty.Number), nil
			case equal.True():
				return i, nil
			}
		}
		return cty.NilVal, function.NewArgErrorf(1, "the list has no such element")
	},
})

var sumFunc = function.New(&function.Spec{
	Description:  "Returns the sum of the numbers of a list.",
	Params:       []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
	Type:         function.StaticReturnType(cty.Number),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if ty := args[0].Type(); !ty.IsListType() && !ty.IsTupleType() && !ty.IsSetType() {
			return cty.NilVal, function.NewArgErrorf(0, "it must be a list, a tuple or a set")
		}
		if args[0].LengthInt() == 0 {
			return cty.NilVal, function.NewArgErrorf(0, "there is nothing to add up")
		}
		sum := cty.Zero
		for it := args[0].ElementIterator(); it.Next(); {
			_, element := it.Element()
			number, err := convert.Convert(element, cty.Number)
			if err != nil || number.IsNull() {
				return cty.NilVal, function.NewArgErrorf(0, "every element must be a number")
			}
			sum = sum.Add(number)
		}
		return sum, nil
	},
})

var transposeFunc = function.New(&function.Spec{
	Description:  "Swaps the keys and the values of a map of lists of strings.",
	Params:       []function.Parameter{{Name: "values", Type: cty.Map(cty.List(cty.String))}},
	Type:         function.StaticReturnType(cty.Map(cty.List(cty.String))),
	RefineResult: notNull,
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(ty), nil
		}
		swapped := map[string][]string{}
		for it := args[0].ElementIterator(); it.Next(); {
			key, list := it.Element()
			if list.IsNull() {
				return cty.NilVal, function.NewArgErrorf(0, "a list in it is null")
			}
			for inner := list.ElementIterator(); inner.Next(); {
				_, value := inner.Element()
				if value.IsNull() {
					return cty.NilVal, function.NewArgErrorf(0, "a string in it is null")
				}
				swapped[value.AsString()] = append(swapped[value.AsString()], key.AsString())
			}
		}
		attrs := map[string]cty.Value{}
		for value, keys := range swapped {
			sort.Strings(keys)
			list := make([]cty.Value, len(keys))
			for i, key := range keys {
				list[i] = cty.StringVal(key)
			}
			attrs[value] = cty.ListVal(list)
		}
		if len(attrs) == 0 {
			return cty.MapValEmpty(cty.List(cty.String)), nil
		}
		return cty.MapVal(attrs), nil
	},
})
