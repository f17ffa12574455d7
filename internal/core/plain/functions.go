package plain

import (
	"math/big"
	"strings"
)

// Function is what a function of the language makes of plain arguments; false
// where that is for the language's own to say, with its conversions and errors.
type Function func(args []Value) (Value, bool)

// Functions are those that policies call most, by their bare names.
var Functions = map[string]Function{
	"alltrue":            boolList(false),
	"anytrue":            boolList(true),
	"concat":             concat,
	"contains":           contains,
	"contains_substring": ofStrings(func(s, other string) Value { return strings.Contains(s, other) }),
	"endswith":           ofStrings(func(s, other string) Value { return strings.HasSuffix(s, other) }),
	"flatten":            flatten,
	"jsondecode":         jsonDecode,
	"length":             length,
	"lower":              ofString(strings.ToLower),
	"startswith":         ofStrings(func(s, other string) Value { return strings.HasPrefix(s, other) }),
	"trimspace":          ofString(strings.TrimSpace),
	"upper":              ofString(strings.ToUpper),
}

func ofStrings(f func(s, other string) Value) Function {
	return func(args []Value) (Value, bool) {
		s, ok := args[0].(string)
		other, also := args[1].(string)
		if !ok || !also {
			return nil, false
		}
		return f(s, other), true
	}
}

func ofString(f func(string) string) Function {
	return func(args []Value) (Value, bool) {
		s, ok := args[0].(string)
		if !ok {
			return nil, false
		}
		return normalized(f(s)), true
	}
}

func contains(args []Value) (Value, bool) {
	list, ok := args[0].(*List)
	if !ok {
		return nil, false
	}
	certain := true
	for _, element := range list.Elements {
		equal, known := Equal(args[1], element)
		if equal {
			return true, true
		}
		certain = certain && known
	}
	return false, certain
}

func length(args []Value) (Value, bool) {
	switch v := args[0].(type) {
	case *List:
		return Int(len(v.Elements)), true
	case *Object:
		return Int(v.Len()), true
	default:
		return nil, false
	}
}

func concat(args []Value) (Value, bool) {
	elements, left := []Value{}, MaxSize
	for _, arg := range args {
		list, ok := arg.(*List)
		if !ok || !list.Tuple() {
			return nil, false
		}
		if left = Spend(list, left); left < 0 {
			return nil, false
		}
		elements = append(elements, list.Elements...)
	}
	return &List{Elements: elements}, len(args) > 0
}

func flatten(args []Value) (Value, bool) {
	if Spend(args[0], MaxSize) < 0 {
		return nil, false
	}
	elements, ok := flat([]Value{}, args[0])
	return &List{Elements: elements}, ok
}

// flat adds the elements of a tuple and of those within it.
func flat(elements []Value, v Value) ([]Value, bool) {
	list, ok := v.(*List)
	if !ok || !list.Tuple() {
		return nil, false
	}
	for _, element := range list.Elements {
		switch element.(type) {
		case string, bool, *big.Float, *Object:
			elements = append(elements, element)
		default:
			if elements, ok = flat(elements, element); !ok {
				return nil, false
			}
		}
	}
	return elements, true
}

func boolList(decisive bool) Function {
	return func(args []Value) (Value, bool) {
		list, ok := args[0].(*List)
		if !ok || !list.Tuple() {
			return nil, false
		}
		result := !decisive
		for _, element := range list.Elements {
			element, ok := element.(bool)
			if !ok {
				return nil, false
			}
			if element == decisive {
				result = decisive
			}
		}
		return result, true
	}
}

// A document that is longer, or holds a longer number, is looked at with more care.
const (
	maxDocument = 64 << 10 // bytes
	maxDigits   = 300
)

func jsonDecode(args []Value) (Value, bool) {
	document, ok := args[0].(string)
	if !ok || len(document) > maxDocument {
		return nil, false
	}
	value, within, err := DecodeJSON(document, maxDigits)
	return value, within && err == nil
}
