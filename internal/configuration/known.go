package configuration

import (
	"maps"
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Known returns the planned side of a change, in which an unknown string that
// the configuration makes of a partly known document carries what is known of it
// as a [change.Partial], and one that it takes from what is never null is not null.
// Everything else is as planned: what the plan leaves unknown stays so, whatever the
// sources seem to say.
func (e *Evaluator) Known(c change.Change) change.Object { return known{e, c} }

type known struct {
	evaluator *Evaluator
	change    change.Change
}

// Value looks into the sources only for attributes that are asked for and not
// known.
func (k known) Value(names change.Names) (cty.Value, error) {
	return k.evaluator.known(k.change, names, 0)
}

func (e *Evaluator) known(c change.Change, names change.Names, depth int) (cty.Value, error) {
	if made, ok := c.After.(*instanceObject); ok {
		return made.value(names, depth), nil
	}
	value, err := c.After.Value(names)
	if err != nil || value.IsWhollyKnown() || depth > maxDepth {
		return value, err
	}
	return e.complete(c, names, value, depth)
}

// complete fills in the attributes of a planned object that are not known.
func (e *Evaluator) complete(c change.Change, names change.Names, planned cty.Value, depth int) (cty.Value, error) {
	object, marks := planned.Unmark()
	if object.IsNull() || !object.IsKnown() || !object.Type().IsObjectType() {
		return planned, nil
	}
	attrs := object.AsValueMap()
	if s, block, ok := e.standing(c); ok {
		s.depth = depth
		b := body{block.attribute, block.nested}
		for name, value := range attrs {
			if !value.IsWhollyKnown() {
				attrs[name] = s.argument(b, name, value, change.Origin{Address: c.Address, Attribute: name})
			}
		}
	}
	if write, ok := documents[c.Type]; ok && c.Mode == change.Data {
		if err := e.write(c, names, attrs, write, depth); err != nil {
			return cty.NilVal, err
		}
	}
	return cty.ObjectVal(attrs).WithMarks(marks), nil
}

// write gives a data source's unknown document what its arguments make it.
func (e *Evaluator) write(c change.Change, names change.Names, attrs map[string]cty.Value, write document, depth int) error {
	for name := range write.attributes {
		value, ok := attrs[name]
		if !ok || value.IsKnown() {
			continue
		}
		arguments := cty.ObjectVal(attrs)
		if !names.All {
			var err error
			if arguments, err = e.known(c, change.NamesOf(write.arguments...), depth+1); err != nil {
				return err
			}
		}
		if written, ok := write.of(arguments); ok {
			origin := change.Origin{Address: c.Address, Attribute: name}
			attrs[name] = partlyKnown(value, written, origin) // even if it is known whole: the plan says that it is not
		}
	}
	return nil
}

// standing returns the scope and the block of a change.
func (e *Evaluator) standing(c change.Change) (scope, *block, bool) {
	calls, ok := change.ParseModule(c.Module)
	if !ok {
		return scope{}, nil, false
	}
	s, ok := e.scopeOf(calls)
	if !ok {
		return scope{}, nil, false
	}
	address := change.Address{Mode: c.Mode, Type: c.Type, Name: c.Name}
	block := s.module.block(address.Resource())
	return s.in(repetition{block, c.Index}), block, block != nil
}

// body is a block's content, whichever kind of block it is.
type body struct {
	attribute func(string) *hcl.Attribute
	nested    func(string) []nested
}

func (n nested) body() body {
	b := &block{parts: []part{n.part}}
	return body{b.attribute, b.nested}
}

// argument completes one argument, or the nested blocks of one type.
func (s scope) argument(b body, name string, planned cty.Value, at change.Origin) cty.Value {
	if attribute := b.attribute(name); attribute != nil {
		evaluated := s.evaluate(attribute.Expr)
		if isPath(attribute.Expr) {
			planned = present(planned, evaluated)
		}
		return fill(planned, evaluated, at)
	}
	list, marks := planned.Unmark()
	blocks, ok := s.expand(b.nested(name))
	if !ok || len(blocks) == 0 || !list.IsKnown() || list.IsNull() || !list.Type().IsTupleType() || list.LengthInt() != len(blocks) {
		return planned
	}
	elements := list.AsValueSlice()
	for i, element := range elements {
		if element.IsWhollyKnown() {
			continue
		}
		// Blocks of a set are planned in another order than they are
		// written in: one is meant when no other can be.
		fits := slices.DeleteFunc(slices.Clone(blocks), func(n instance) bool { return !n.fits(element) })
		if len(fits) != 1 {
			continue
		}
		object, elementMarks := element.Unmark()
		if !object.IsKnown() || object.IsNull() || !object.Type().IsObjectType() {
			continue
		}
		attrs := object.AsValueMap()
		for inner, value := range attrs {
			if !value.IsWhollyKnown() {
				path := at.Attribute + "[" + strconv.Itoa(i) + "]" + member(inner)
				attrs[inner] = fits[0].argument(fits[0].body(), inner, value, change.Origin{Address: at.Address, Attribute: path})
			}
		}
		elements[i] = cty.ObjectVal(attrs).WithMarks(elementMarks)
	}
	return cty.TupleVal(elements).WithMarks(marks)
}

// instance is a nested block with the scope that it is evaluated in.
type instance struct {
	scope
	nested
}

// expand repeats dynamic blocks; ok is false when it is not known how often.
func (s scope) expand(blocks []nested) (instances []instance, ok bool) {
	for _, n := range blocks {
		if n.dynamic == nil {
			instances = append(instances, instance{s, n})
			continue
		}
		over, _ := s.evaluate(n.dynamic).Unmark()
		if over.IsNull() || !over.IsKnown() || !over.CanIterateElements() {
			return nil, false
		}
		for it := over.ElementIterator(); it.Next(); {
			key, value := it.Element()
			inner := s
			inner = inner.binding(n.iterator, cty.ObjectVal(map[string]cty.Value{"key": key, "value": value}))
			instances = append(instances, instance{inner, n})
		}
	}
	return instances, true
}

// binding is the scope in which one more name means a value.
func (s scope) binding(name string, value cty.Value) scope {
	bound := map[string]cty.Value{}
	maps.Copy(bound, s.bound)
	bound[name] = value
	s.bound = bound
	return s
}

// fits reports whether a planned block can be this one: no argument is known to
// differ.
func (n instance) fits(planned cty.Value) bool {
	object, _ := planned.Unmark()
	if object.IsNull() || !object.IsKnown() || !object.Type().IsObjectType() {
		return false
	}
	for name, value := range object.AsValueMap() {
		attribute := n.attributes[name]
		if attribute == nil || !value.IsWhollyKnown() || value.IsNull() {
			continue
		}
		written := n.evaluate(attribute.Expr)
		if !written.IsWhollyKnown() {
			continue
		}
		a, _ := plainShape(value).UnmarkDeep()
		b, _ := plainShape(written).UnmarkDeep()
		if a.Type().Equals(b.Type()) && !a.RawEquals(b) {
			return false
		}
	}
	return true
}

// present is a planned unknown with what a policy most often asks of it: that it is
// not null, where it is set to something that is not. Of a text that something is
// made of, as by a template, that would say that it is a text, which a plan does not.
func present(planned, evaluated cty.Value) cty.Value {
	plain, marks := planned.Unmark()
	other, _ := evaluated.Unmark()
	if plain.IsKnown() || other.IsKnown() || other.Type() != cty.String || !other.Range().DefinitelyNotNull() {
		return planned
	}
	return cty.UnknownVal(cty.String).RefineNotNull().WithMarks(marks)
}

// fill lays what is evaluated over what is planned, where that is not known.
func fill(planned, evaluated cty.Value, at change.Origin) cty.Value {
	plain, marks := planned.Unmark()
	if !plain.IsKnown() {
		if known, ok := structure(evaluated); ok {
			return partlyKnown(planned, known, at)
		}
		return planned
	}
	if plain.IsWhollyKnown() || plain.IsNull() {
		return planned
	}
	other, _ := evaluated.Unmark()
	if other.IsNull() || !other.IsKnown() || !other.CanIterateElements() {
		return planned
	}
	other = plainShape(other)
	switch {
	case plain.Type().IsObjectType() && other.Type().IsObjectType():
		attrs := plain.AsValueMap()
		for name, value := range attrs {
			if other.Type().HasAttribute(name) {
				attrs[name] = fill(value, other.GetAttr(name), change.Origin{Address: at.Address, Attribute: at.Attribute + member(name)})
			}
		}
		return cty.ObjectVal(attrs).WithMarks(marks)
	case plain.Type().IsTupleType() && other.Type().IsTupleType() && plain.LengthInt() == other.LengthInt():
		elements, others := plain.AsValueSlice(), other.AsValueSlice()
		for i := range elements {
			elements[i] = fill(elements[i], others[i], change.Origin{Address: at.Address, Attribute: at.Attribute + "[" + strconv.Itoa(i) + "]"})
		}
		return cty.TupleVal(elements).WithMarks(marks)
	default:
		return planned
	}
}

// partlyKnown is a planned unknown with what is known of it. Whatever is still
// unknown within is so because of the attribute itself.
func partlyKnown(planned, known cty.Value, at change.Origin) cty.Value {
	_, marks := planned.Unmark()
	for mark := range marks {
		if _, ok := mark.(change.Partial); ok {
			delete(marks, mark)
		}
	}
	_, within := known.UnmarkDeep()
	return change.WithPartial(shape(known, at)).WithMarks(marks, sensitivity(within), cty.NewValueMarks(at))
}

// shape is a value as a plan holds it, in objects and tuples. What is unknown in
// it comes from the attribute at.
func shape(value cty.Value, at change.Origin) cty.Value {
	return reshape(value, func(leaf cty.Value) cty.Value {
		plain, marks := leaf.Unmark()
		plain = plain.WithMarks(sensitivity(marks))
		if !plain.IsKnown() {
			plain = plain.Mark(at)
		}
		return plain
	})
}

func plainShape(value cty.Value) cty.Value {
	return reshape(value, func(leaf cty.Value) cty.Value { return leaf })
}

func reshape(value cty.Value, leaf func(cty.Value) cty.Value) cty.Value {
	plain, marks := value.Unmark()
	if plain.IsNull() || !plain.IsKnown() || !plain.CanIterateElements() {
		return leaf(value)
	}
	var result cty.Value
	if ty := plain.Type(); ty.IsObjectType() || ty.IsMapType() {
		attrs := map[string]cty.Value{}
		for name, element := range plain.AsValueMap() {
			attrs[name] = reshape(element, leaf)
		}
		result = cty.ObjectVal(attrs)
	} else {
		elements := make([]cty.Value, 0, plain.LengthInt())
		for it := plain.ElementIterator(); it.Next(); {
			_, element := it.Element()
			elements = append(elements, reshape(element, leaf))
		}
		result = cty.TupleVal(elements)
	}
	return result.WithMarks(sensitivity(marks))
}

// member is the step to an attribute, as paths are written: .a, ["a b"].
func member(name string) string {
	if hclsyntax.ValidIdentifier(name) {
		return "." + name
	}
	return "[" + strconv.Quote(name) + "]"
}
