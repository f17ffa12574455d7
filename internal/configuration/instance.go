package configuration

import (
	"strconv"
	"sync"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
)

// meta are the arguments of a resource that are Terraform's own.
var meta = map[string]bool{
	"count": true, "for_each": true, "depends_on": true, "provider": true,
	"lifecycle": true, "connection": true, "provisioner": true,
}

// instanceObject is what a resource's block makes of one instance: an argument is
// evaluated when it is asked for.
type instanceObject struct {
	scope  scope
	block  *block
	schema *schema.Block // nil when the type is not known
	change change.Change

	mutex sync.Mutex
	memo  map[string]cty.Value
}

// Value evaluates the named arguments. One that nothing sets is null when the
// schema leaves that to the author, unknown when it is the provider's to decide or
// there is no schema, and absent when the type has none of the name.
func (o *instanceObject) Value(names change.Names) (cty.Value, error) { return o.value(names, 0), nil }

func (o *instanceObject) value(names change.Names, depth int) cty.Value {
	attrs := map[string]cty.Value{}
	for name := range o.wanted(names) {
		attrs[name] = o.attribute(name, depth)
	}
	return cty.ObjectVal(attrs)
}

// wanted yields the names that the object has. Without a schema, they are all that
// are asked for.
func (o *instanceObject) wanted(names change.Names) map[string]struct{} {
	all := map[string]struct{}{}
	add := func(name string) {
		if names.Has(name) && !meta[name] {
			all[name] = struct{}{}
		}
	}
	if o.schema != nil {
		for name := range o.schema.Attributes {
			add(name)
		}
		for name := range o.schema.Blocks {
			add(name)
		}
		return all
	}
	for name := range names.Set {
		add(name)
	}
	if names.All {
		for _, p := range o.block.parts {
			for name := range p.attributes {
				add(name)
			}
			for _, n := range p.nested {
				add(n.name)
			}
		}
		if write, ok := documents[o.change.Type]; ok && o.change.Mode == change.Data {
			for name := range write.attributes {
				add(name)
			}
		}
	}
	return all
}

func (o *instanceObject) attribute(name string, depth int) cty.Value {
	o.mutex.Lock()
	value, ok := o.memo[name]
	o.mutex.Unlock()
	if ok {
		return value
	}
	at := change.Origin{Address: o.change.Address, Attribute: name}
	s := o.scope
	s.depth = depth
	value = s.set(body{o.block.attribute, o.block.nested}, name, o.schema, at)
	if write, ok := documents[o.change.Type]; ok && o.change.Mode == change.Data {
		if indent, ok := write.attributes[name]; ok {
			value = o.written(write, indent, at, depth)
		}
	}
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.memo[name] = value
	return value
}

// written is the document that a data source makes of its arguments.
func (o *instanceObject) written(write document, indent string, at change.Origin, depth int) cty.Value {
	attrs := o.value(change.NamesOf(write.arguments...), depth).AsValueMap()
	for _, name := range write.arguments {
		if o.block.attribute(name) == nil && len(o.block.nested(name)) == 0 {
			delete(attrs, name) // without a schema, it would be unknown
		}
	}
	document, ok := write.of(cty.ObjectVal(attrs))
	switch {
	case !ok:
		return cty.DynamicVal.Mark(at)
	case document.IsWhollyKnown():
		plain, marks := document.UnmarkDeep()
		return cty.StringVal(documentText(plain, indent)).WithMarks(sensitivity(marks))
	default:
		return partlyKnown(cty.DynamicVal, document, at)
	}
}

// set is what a body gives to one argument, or to the nested blocks of a type.
func (s scope) set(b body, name string, declared *schema.Block, at change.Origin) cty.Value {
	var attribute schema.Attribute
	var nested schema.Nested
	var isAttribute, isBlock bool
	if declared != nil {
		attribute, isAttribute = declared.Attributes[name]
		nested, isBlock = declared.Blocks[name]
	}
	value := cty.DynamicVal
	blocks := b.nested(name)
	switch set := b.attribute(name); {
	case attribute.WriteOnly: // is no part of what is planned
		value = cty.NullVal(cty.DynamicPseudoType)
	case set != nil && isBlock: // of a configuration in JSON
		value = conformNested(s.evaluate(set.Expr), nested.Nesting, &nested.Block)
	case set != nil && isAttribute:
		value = conformAttribute(s.evaluate(set.Expr), attribute)
	case set != nil:
		value = s.evaluate(set.Expr)
	case len(blocks) > 0 && isBlock:
		return s.blocks(blocks, nested.Nesting, &nested.Block, at)
	case len(blocks) > 0:
		return s.blocks(blocks, schema.List, asBlocks(attribute), at)
	case isBlock:
		value = unsetBlocks(nested)
	case isAttribute:
		value = unset(attribute)
	}
	return plannedAt(guarded(value, attribute), at)
}

// blocks makes the value that nested blocks are planned as.
func (s scope) blocks(all []nested, nesting schema.Nesting, declared *schema.Block, at change.Origin) cty.Value {
	instances, ok := s.expand(all)
	if !ok {
		return cty.DynamicVal.Mark(at)
	}
	switch nesting {
	case schema.Single, schema.Group:
		if len(instances) == 0 {
			return plannedAt(unsetBlocks(schema.Nested{Nesting: nesting, Block: *declared}), at)
		}
		return instances[0].object(declared, at)
	case schema.Map:
		attrs := map[string]cty.Value{}
		for _, n := range instances {
			attrs[n.label] = n.object(declared, change.Origin{Address: at.Address, Attribute: at.Attribute + member(n.label)})
		}
		return cty.ObjectVal(attrs)
	default:
		elements := make([]cty.Value, len(instances))
		for i, n := range instances {
			elements[i] = n.object(declared, change.Origin{Address: at.Address, Attribute: at.Attribute + "[" + strconv.Itoa(i) + "]"})
		}
		return cty.TupleVal(elements)
	}
}

// object is a nested block as an object.
func (n instance) object(declared *schema.Block, at change.Origin) cty.Value {
	attrs := map[string]cty.Value{}
	for name := range n.names(declared) {
		attrs[name] = n.set(n.body(), name, declared, change.Origin{Address: at.Address, Attribute: at.Attribute + member(name)})
	}
	return cty.ObjectVal(attrs)
}

// names returns what a nested block has, or without a schema what it sets.
func (n nested) names(declared *schema.Block) map[string]struct{} {
	all := map[string]struct{}{}
	if declared == nil {
		for name := range n.attributes {
			all[name] = struct{}{}
		}
		for _, inner := range n.nested {
			all[inner.name] = struct{}{}
		}
		return all
	}
	for name := range declared.Attributes {
		all[name] = struct{}{}
	}
	for name := range declared.Blocks {
		all[name] = struct{}{}
	}
	return all
}

// plannedAt is a value as a plan has it: in objects and tuples, with the path of
// everything that is not known.
func plannedAt(value cty.Value, at change.Origin) cty.Value {
	plain, marks := value.Unmark()
	sensitive := sensitivity(marks)
	below := func(step string) change.Origin {
		return change.Origin{Address: at.Address, Attribute: at.Attribute + step}
	}
	switch {
	case !plain.IsKnown():
		if known, ok := structure(value); ok {
			return partlyKnown(plain, known, at).WithMarks(sensitive)
		}
		if plain.Type() != cty.String {
			plain = cty.DynamicVal
		}
		return plain.WithMarks(sensitive).Mark(at)
	case plain.IsNull():
		return cty.NullVal(cty.DynamicPseudoType).WithMarks(sensitive)
	case !plain.CanIterateElements():
		return plain.WithMarks(sensitive)
	case plain.Type().IsObjectType() || plain.Type().IsMapType():
		attrs := make(map[string]cty.Value, plain.LengthInt())
		for it := plain.ElementIterator(); it.Next(); {
			key, element := it.Element()
			attrs[key.AsString()] = plannedAt(element, below(member(key.AsString())))
		}
		return cty.ObjectVal(attrs).WithMarks(sensitive)
	default:
		elements := make([]cty.Value, 0, plain.LengthInt())
		for it := plain.ElementIterator(); it.Next(); {
			_, element := it.Element()
			elements = append(elements, plannedAt(element, below("["+strconv.Itoa(len(elements))+"]")))
		}
		return cty.TupleVal(elements).WithMarks(sensitive)
	}
}
