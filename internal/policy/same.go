package policy

import "github.com/zclconf/go-cty/cty"

// same reports whether an attribute is what a filter wants: true, false or
// unknown. Numbers, strings and bools are not converted. Objects and maps, and
// lists, tuples and sets, are compared by what they hold: people write
// tags = {...} for what a provider declares as a map, and without a provider
// schema the values of a plan are objects and tuples throughout. A known
// difference anywhere beats an unknown.
func same(have, want cty.Value) cty.Value {
	plainHave, haveMarks := have.UnmarkDeep()
	plainWant, wantMarks := want.UnmarkDeep()
	return sameShape(plainHave, plainWant).WithMarks(haveMarks, wantMarks)
}

func sameShape(have, want cty.Value) cty.Value {
	switch {
	case !have.IsKnown() || !want.IsKnown():
		return cty.UnknownVal(cty.Bool)
	case have.IsNull() || want.IsNull():
		return cty.BoolVal(have.IsNull() && want.IsNull())
	case keyed(have) && keyed(want):
		return sameKeys(have.AsValueMap(), want.AsValueMap())
	case have.Type().IsSetType() || want.Type().IsSetType():
		if !have.CanIterateElements() || !want.CanIterateElements() || keyed(have) || keyed(want) {
			return cty.False
		}
		return sameMembers(have.AsValueSlice(), want.AsValueSlice())
	case ordered(have) && ordered(want):
		return sameElements(have.AsValueSlice(), want.AsValueSlice())
	case have.Type().Equals(want.Type()):
		return have.Equals(want)
	default:
		return cty.False
	}
}

func keyed(v cty.Value) bool   { return v.Type().IsObjectType() || v.Type().IsMapType() }
func ordered(v cty.Value) bool { return v.Type().IsTupleType() || v.Type().IsListType() }

func sameKeys(have, want map[string]cty.Value) cty.Value {
	if len(have) != len(want) {
		return cty.False
	}
	result := cty.True
	for key, value := range want {
		other, ok := have[key]
		if !ok {
			return cty.False
		}
		result = result.And(sameShape(other, value))
	}
	return result
}

func sameElements(have, want []cty.Value) cty.Value {
	if len(have) != len(want) {
		return cty.False
	}
	result := cty.True
	for i := range want {
		result = result.And(sameShape(have[i], want[i]))
	}
	return result
}

// sameMembers compares regardless of order. With anything unknown, two members
// could still turn out to be one.
func sameMembers(have, want []cty.Value) cty.Value {
	result := cty.True
	for _, pair := range [][2][]cty.Value{{have, want}, {want, have}} {
		for _, member := range pair[0] {
			found := cty.False
			for _, other := range pair[1] {
				found = found.Or(sameShape(member, other))
			}
			result = result.And(found)
		}
	}
	return result
}
