package check

import (
	"cmp"
	"errors"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// world answers what policies ask about the rest of the plan. Only what they can
// ask for is kept. It is complete before the first policy that asks is
// evaluated.
type world struct {
	wanted    change.Names // resource types
	wantsData bool
	resources map[string][]change.Change
	data      map[string][]change.Change
	done      bool
}

var _ policy.World = (*world)(nil)

func newWorld(set *policy.Set) *world {
	w := &world{resources: map[string][]change.Change{}, data: map[string][]change.Change{}}
	for _, p := range set.Policies() {
		w.wanted = w.wanted.Union(p.Resources)
		w.wantsData = w.wantsData || p.Data
	}
	return w
}

func (w *world) note(ch change.Change) {
	switch {
	case ch.Mode == change.Managed && w.wanted.Has(ch.Type) && ch.Deposed == "" && !absent(ch.After):
		w.resources[ch.Type] = append(w.resources[ch.Type], ch)
	case ch.Mode == change.Data && w.wantsData && !absent(ch.After):
		w.data[ch.Type] = append(w.data[ch.Type], ch)
	}
}

// absent reports whether a side of a change does not exist.
func absent(o change.Object) bool {
	value, err := o.Value(change.Names{})
	return err == nil && value.IsNull()
}

// complete puts everything into an order that does not depend on the plan's.
func (w *world) complete() {
	for _, all := range []map[string][]change.Change{w.resources, w.data} {
		for _, changes := range all {
			slices.SortFunc(changes, func(a, b change.Change) int { return cmp.Compare(a.Address, b.Address) })
		}
	}
	w.done = true
}

var errTooEarly = errors.New("the plan is not read to its end")

// Resources returns the planned objects of a type, by address.
func (w *world) Resources(typ string, names change.Names) ([]cty.Value, error) {
	if !w.done {
		return nil, errTooEarly
	}
	values := make([]cty.Value, 0, len(w.resources[typ]))
	for _, ch := range w.resources[typ] {
		value, err := ch.After.Value(names)
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, nil
}

// Data returns the one data source of the plan that has everything the
// configuration asks for; to take one of two that differ would be a guess.
func (w *world) Data(typ string, config cty.Value) (cty.Value, bool, error) {
	arguments, known := policy.Arguments(config)
	if !w.done || !known {
		return cty.NilVal, false, nil
	}
	var found []cty.Value
	for _, ch := range w.data[typ] {
		value, err := ch.After.Value(change.AllNames)
		if err != nil {
			return cty.NilVal, false, err
		}
		if said, agrees := policy.Answers(value, arguments); agrees && said == len(arguments) {
			found = append(found, value)
		}
	}
	one, ok := policy.TheOne(found)
	return one, ok, nil
}
