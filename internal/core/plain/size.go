package plain

import (
	"math/big"

	"github.com/zclconf/go-cty/cty"
)

// What one call of a function may take: so many bytes of strings and of digits,
// and ValueCost for every value around them.
const (
	MaxSize   = 4 << 20
	ValueCost = 16
)

// Digits is about how many digits a number has when written out in full.
func Digits(f *big.Float) int {
	if f.IsInf() {
		return 0
	}
	exponent := f.MantExp(nil)
	return max(exponent, -exponent) / 3
}

// Spend returns what is left of a budget after a value, and stops when nothing
// is: a value that shares its parts can be exponentially larger than the memory
// it takes. Of what is not plain it leaves nothing.
func Spend(v Value, left int) int {
	if left -= ValueCost; left < 0 {
		return left
	}
	switch v := v.(type) {
	case string:
		return left - len(v)
	case *big.Float:
		return left - Digits(v)
	case *List:
		for _, element := range v.Elements {
			if left = Spend(element, left); left < 0 {
				return left
			}
		}
	case *Object:
		for _, member := range v.Members() {
			if left = Spend(member.Value, left-len(member.Name)); left < 0 {
				return left
			}
		}
	case cty.Value:
		return -1
	}
	return left
}

// Weight counts the values inside of a value, and gives up above the limit. What
// is not plain, and could hold others, weighs more than any limit.
func Weight(v Value, limit int) int {
	total := 1
	switch v := v.(type) {
	case *List:
		for _, element := range v.Elements {
			if total > limit {
				break
			}
			total += Weight(element, limit-total)
		}
	case *Object:
		for _, member := range v.Members() {
			if total > limit {
				break
			}
			total += Weight(member.Value, limit-total)
		}
	case cty.Value:
		if !v.Type().IsPrimitiveType() && v.Type() != cty.DynamicPseudoType {
			return limit + 1
		}
	}
	return total
}
