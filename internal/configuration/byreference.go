package configuration

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Reference is what a plan without sources still tells of an expression.
type Reference struct {
	// Authored names what the expression of an attribute refers to.
	Authored func(change.Origin) (references []string, authored bool)
	// Instances is as in [World]; data sources suffice.
	Instances func(module, resource string) []change.Change
}

// Supposed returns the planned side of a change, in which an unknown string whose
// expression refers to the document of a data source, and to nothing else, is
// taken for that document. Plan JSON does not say what more the expression does
// with it: it may replace or leave out a part. With the sources,
// [Evaluator.Known] knows.
func (r Reference) Supposed(c change.Change) change.Object { return referring{r, c} }

// IsDocument reports whether a change is of a data source that [Reference] wants
// to know of.
func IsDocument(c change.Change) bool {
	_, ok := documents[c.Type]
	return ok && c.Mode == change.Data
}

type referring struct {
	Reference
	change change.Change
}

func (r referring) Value(names change.Names) (cty.Value, error) {
	value, err := r.change.After.Value(names)
	if err != nil || value.IsWhollyKnown() {
		return value, err
	}
	return cty.Transform(value, func(_ cty.Path, leaf cty.Value) (cty.Value, error) {
		if plain, _ := leaf.Unmark(); plain.IsKnown() {
			return leaf, nil
		}
		for mark := range leaf.Marks() {
			if origin, ok := mark.(change.Origin); ok && origin.Address == r.change.Address {
				if document, ok := r.document(origin); ok {
					return partlyKnown(leaf, document, origin), nil
				}
			}
		}
		return leaf, nil
	})
}

// document returns what the one document that an attribute refers to says.
func (r referring) document(origin change.Origin) (cty.Value, bool) {
	references, _ := r.Authored(origin)
	if len(references) != 1 {
		return cty.NilVal, false
	}
	source, attribute := splitLast(references[0])
	address, ok := change.ParseAddress(source)
	if !ok || address.Mode != change.Data {
		return cty.NilVal, false
	}
	module, ok := r.instanceOf(address.Module)
	if !ok {
		return cty.NilVal, false
	}
	var found []change.Change
	for _, c := range r.Instances(module, address.Resource()) {
		if address.Index == cty.NilVal || c.Index != cty.NilVal && c.Index.RawEquals(address.Index) {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		return cty.NilVal, false
	}
	if _, ok := documents[address.Type].attributes[attribute]; !ok {
		return cty.NilVal, false
	}
	arguments, err := found[0].After.Value(change.NamesOf(documents[address.Type].arguments...))
	if err != nil || arguments.IsNull() {
		return cty.NilVal, false
	}
	return documents[address.Type].of(arguments)
}

// instanceOf finds which instance of a module is meant, of that which the change
// is in and those around it.
func (r referring) instanceOf(path []change.Call) (string, bool) {
	around, ok := change.ParseModule(r.change.Module)
	if !ok || len(path) > len(around) {
		return "", false
	}
	for i, call := range path {
		if call.Name != around[i].Name {
			return "", false
		}
	}
	return change.ModuleAddress(around[:len(path)]), true
}
