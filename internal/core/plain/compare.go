package plain

import (
	"math/big"

	"github.com/zclconf/go-cty/cty"
)

// Equal compares as == does: without conversion, and values of two types differ.
// It is not known where it takes more than a look at the two.
func Equal(a, b Value) (equal, known bool) {
	if !isPlain(a) || !isPlain(b) {
		return false, false
	}
	switch a := a.(type) {
	case string:
		s, ok := b.(string)
		return ok && s == a, true
	case bool:
		t, ok := b.(bool)
		return ok && t == a, true
	case *big.Float:
		if f, ok := b.(*big.Float); ok {
			order, known := Compare(a, f)
			return known && order == 0, known
		}
		return false, true
	case *Null:
		_, ok := b.(*Null)
		return ok, true
	default:
		return false, !isContainer(b)
	}
}

// Compare orders whole numbers. Of others cty says that two are the same when
// they are written the same, whatever their precision.
func Compare(a, b *big.Float) (order int, known bool) {
	if !a.IsInt() || !b.IsInt() {
		return 0, false
	}
	return a.Cmp(b), true
}

func isPlain(v Value) bool {
	_, other := v.(cty.Value)
	return !other
}

func isContainer(v Value) bool {
	switch v.(type) {
	case *List, *Object:
		return true
	}
	return false
}
