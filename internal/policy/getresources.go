package policy

import (
	"fmt"
	"maps"
	"math/big"
	"strconv"
	"sync"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// resourceCache holds the candidates of core::getresources by type, and finds
// those that a filter can match without comparing it with every one: a policy
// that looks up something for each of ten thousand resources would otherwise
// compare a hundred million times.
type resourceCache struct{ types sync.Map } // string → func() *candidates

// candidates are all resources of one type.
type candidates struct {
	err    error
	values []cty.Value
	all    cty.Value              // the list of all values
	attrs  []map[string]cty.Value // of each value; nil where nothing is known

	mutex sync.Mutex
	keys  map[string]*keyIndex
}

// keyIndex tells which candidates can have a value for one attribute.
type keyIndex struct {
	by    map[string][]int // by the value, where it has a hash
	other []int            // all others that have or may have the attribute
}

func (env *Environment) candidates(typ string) *candidates {
	load, _ := env.found.types.LoadOrStore(typ, sync.OnceValue(func() *candidates {
		values, err := env.world.Resources(typ, env.set.asked.names(typ))
		c := &candidates{err: err, values: values, all: listOf(values), keys: map[string]*keyIndex{}}
		for _, value := range values {
			c.attrs = append(c.attrs, attributesOf(value))
		}
		return c
	}))
	return load.(func() *candidates)()
}

// attributesOf returns the attributes of an object, each with the object's own
// marks; nil when the object is not known.
func attributesOf(value cty.Value) map[string]cty.Value {
	plain, marks := value.Unmark()
	if !plain.IsKnown() {
		return nil
	}
	attrs := map[string]cty.Value{}
	if !plain.IsNull() && plain.Type().IsObjectType() {
		for name, attr := range plain.AsValueMap() {
			attrs[name] = attr.WithMarks(marks)
		}
	}
	return attrs
}

// resources is core::getresources.
func (env *Environment) resources(typ string, filter cty.Value) (cty.Value, error) {
	if env.world == nil {
		return cty.DynamicVal, errNoWorld
	}
	all := env.candidates(typ)
	if all.err != nil {
		return cty.DynamicVal, fmt.Errorf("the resources of type %s cannot be read: %w", typ, all.err)
	}
	if len(all.values) == 0 {
		return all.all, nil
	}
	filter, filterMarks := filter.Unmark()
	unknown := cty.UnknownVal(cty.List(cty.DynamicPseudoType)).WithMarks(filterMarks)
	switch {
	case !filter.IsKnown():
		return unknown, nil
	case filter.IsNull():
		return all.all, nil
	case !filter.Type().IsObjectType() && !filter.Type().IsMapType():
		return cty.DynamicVal, fmt.Errorf("the filter is an object such as {bucket = attrs.id}, or null for all; it is %s", filter.Type().FriendlyName())
	}
	wanted := filter.AsValueMap()
	if len(wanted) == 0 {
		return all.all.WithMarks(filterMarks), nil
	}
	var matching []cty.Value
	partial, tells := false, false
	for _, i := range all.possible(wanted) {
		matches, marks := all.match(i, wanted)
		if _, ok := marks[change.Sensitive]; ok {
			tells = true
		}
		switch {
		case !matches.IsKnown():
			partial = true
			unknown = unknown.WithMarks(marks)
		case matches.True():
			matching = append(matching, all.values[i])
		}
	}
	if partial {
		return unknown, nil
	}
	found := listOf(matching).WithMarks(filterMarks)
	if tells {
		// That something was found tells what it was compared with.
		found = found.Mark(change.Sensitive)
	}
	return found, nil
}

// listOf is a list where the types allow one. Without a provider schema two
// resources of one type may differ in their types.
func listOf(values []cty.Value) cty.Value {
	if len(values) == 0 {
		return cty.ListValEmpty(cty.DynamicPseudoType)
	}
	if cty.CanListVal(values) {
		return cty.ListVal(values)
	}
	return cty.TupleVal(values)
}

// match compares one candidate with the filter: an attribute that it lacks or
// that differs decides at once, an unknown one only if no other does.
func (c *candidates) match(i int, wanted map[string]cty.Value) (cty.Value, cty.ValueMarks) {
	if c.attrs[i] == nil {
		_, marks := c.values[i].Unmark()
		return cty.UnknownVal(cty.Bool), marks
	}
	result := cty.True
	marks := cty.ValueMarks{}
	for key, want := range wanted {
		have, ok := c.attrs[i][key]
		if !ok {
			return cty.False, nil
		}
		equal, equalMarks := same(have, want).Unmark()
		if equal.IsKnown() && equal.False() {
			return cty.False, nil
		}
		if !equal.IsKnown() {
			result = cty.UnknownVal(cty.Bool)
			maps.Copy(marks, equalMarks)
		} else if _, ok := equalMarks[change.Sensitive]; ok {
			marks[change.Sensitive] = struct{}{}
		}
	}
	return result, marks
}

// possible returns the candidates that the filter could match, in their order.
func (c *candidates) possible(wanted map[string]cty.Value) []int {
	var best []int
	found := false
	for key, want := range wanted {
		hash, ok := hashOf(want)
		if !ok {
			continue
		}
		index := c.key(key)
		if n := len(index.by[hash]) + len(index.other); !found || n < len(best) {
			best = merge(index.by[hash], index.other)
			found = true
		}
	}
	if found {
		return best
	}
	all := make([]int, len(c.values))
	for i := range all {
		all[i] = i
	}
	return all
}

func (c *candidates) key(name string) *keyIndex {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if index := c.keys[name]; index != nil {
		return index
	}
	index := &keyIndex{by: map[string][]int{}}
	for i, attrs := range c.attrs {
		value, ok := attrs[name]
		if !ok && attrs != nil {
			continue
		}
		if hash, ok := hashOf(value); ok {
			index.by[hash] = append(index.by[hash], i)
		} else {
			index.other = append(index.other, i)
		}
	}
	c.keys[name] = index
	return index
}

// hashOf tells apart known strings, whole numbers and bools.
func hashOf(value cty.Value) (string, bool) {
	if value == cty.NilVal {
		return "", false
	}
	value, _ = value.Unmark()
	if value.IsNull() || !value.IsKnown() {
		return "", false
	}
	switch value.Type() {
	case cty.String:
		return "s" + value.AsString(), true
	case cty.Number:
		// Equal numbers may differ in precision, and so in how they print.
		if n, accuracy := value.AsBigFloat().Int64(); accuracy == big.Exact {
			return "n" + strconv.FormatInt(n, 10), true
		}
	case cty.Bool:
		if value.True() {
			return "true", true
		}
		return "false", true
	}
	return "", false
}

// merge joins two ascending lists of positions into one.
func merge(a, b []int) []int {
	if len(b) == 0 {
		return a
	}
	merged := make([]int, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0] < b[0] {
			merged, a = append(merged, a[0]), a[1:]
		} else {
			merged, b = append(merged, b[0]), b[1:]
		}
	}
	return append(append(merged, a...), b...)
}
