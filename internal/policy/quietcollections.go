package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core/plain"
)

func (b *builder) tuple(e *hclsyntax.TupleConsExpr) *code {
	elements := b.all(e.Exprs)
	return b.shared("tuple"+ids(elements...), like(elements...), func(f *frame) (plain.Value, status) {
		values := make([]plain.Value, len(elements))
		for i, element := range elements {
			var status status
			if values[i], status = element.run(f); status != done {
				return nil, status
			}
		}
		return &plain.List{Elements: values}, done
	})
}

func (b *builder) object(e *hclsyntax.ObjectConsExpr) *code {
	var keys, values []*code
	for _, item := range e.Items {
		keys, values = append(keys, b.key(item.KeyExpr)), append(values, b.expr(item.ValueExpr))
	}
	all := append(slices.Clone(keys), values...)
	return b.shared("object"+ids(all...), like(all...), func(f *frame) (plain.Value, status) {
		members := make([]plain.Member, 0, len(keys))
		for i := range keys {
			key, status := keys[i].run(f)
			if status != done {
				return nil, status
			}
			name, ok := key.(string)
			if !ok {
				return nil, stuck
			}
			value, status := values[i].run(f)
			if status != done {
				return nil, status
			}
			if named(members, name) {
				return nil, stuck
			}
			members = append(members, plain.Member{Name: name, Value: value})
		}
		return plain.NewObject(members), done
	})
}

func named(members []plain.Member, name string) bool {
	return slices.ContainsFunc(members, func(m plain.Member) bool { return m.Name == name })
}

// key is that of an item of an object: a bare word is itself.
func (b *builder) key(e hclsyntax.Expression) *code {
	key, ok := e.(*hclsyntax.ObjectConsKeyExpr)
	if !ok {
		return b.expr(e)
	}
	if traversal, ok := key.Wrapped.(*hclsyntax.ScopeTraversalExpr); ok && !key.ForceNonLiteral {
		if len(traversal.Traversal) > 1 {
			return b.unable()
		}
		return b.value(plain.Of(cty.StringVal(traversal.Traversal.RootName())))
	}
	return b.expr(key.Wrapped)
}

// loop is a for expression.
func (b *builder) loop(e *hclsyntax.ForExpr) *code {
	if e.Group {
		return b.unable()
	}
	collection := b.expr(e.CollExpr)
	inner, keySlot, valueSlot := b.inside(map[string]int{})
	if e.KeyVar != "" {
		inner.variables[e.KeyVar] = keySlot
	}
	inner.variables[e.ValVar] = valueSlot

	parts := []*code{inner.expr(e.ValExpr)}
	round := round{key: keySlot, value: valueSlot, result: parts[0]}
	for _, optional := range []struct {
		expr hclsyntax.Expression
		into **code
	}{{e.CondExpr, &round.condition}, {e.KeyExpr, &round.name}} {
		if optional.expr != nil {
			*optional.into = inner.expr(optional.expr)
			parts = append(parts, *optional.into)
		}
	}
	traits := like(append(parts, collection)...)
	traits.constant, traits.pays, traits.bound = false, true, collection.bound || b.depth > 0
	key := fmt.Sprintf("for %d %t %t%s", b.depth, round.condition != nil, round.name != nil, ids(append(parts, collection)...))
	return b.shared(key, traits, func(f *frame) (plain.Value, status) {
		v, status := collection.run(f)
		if status != done {
			return nil, status
		}
		return round.over(f, v)
	})
}

// inside returns a builder for what is evaluated in rounds, and two slots.
func (b *builder) inside(variables map[string]int) (inner *builder, first, second int) {
	copied := *b
	copied.variables = variables
	for name, slot := range b.variables {
		variables[name] = slot
	}
	copied.depth++
	return &copied, 2 * b.depth, 2*b.depth + 1
}

// round is what a for expression does with each element.
type round struct {
	key, value              int   // slots
	condition, name, result *code // condition and name are nil where there is none
}

func (r round) over(f *frame, collection plain.Value) (plain.Value, status) {
	for len(f.variables) <= r.value {
		f.variables = append(f.variables, nil)
	}
	into := gathered{named: r.name != nil}
	if r.condition != nil {
		f.spent.iterations++ // HCL evaluates it once for no element
	}
	switch collection := collection.(type) {
	case *plain.List:
		if len(collection.Elements) == 0 && r.condition != nil {
			return r.overNothing(f)
		}
		for i, element := range collection.Elements {
			f.variables[r.key], f.variables[r.value] = plain.Int(i), element
			if status := r.one(f, &into); status != done {
				return nil, status
			}
		}
	case *plain.Object:
		members := collection.Members()
		if len(members) == 0 && r.condition != nil {
			return r.overNothing(f)
		}
		for _, member := range members {
			f.variables[r.key], f.variables[r.value] = member.Name, member.Value
			if status := r.one(f, &into); status != done {
				return nil, status
			}
		}
	case *plain.Null:
		return nil, failed
	case cty.Value:
		if unknown(collection) && collection.Type() == cty.DynamicPseudoType {
			return cty.DynamicVal, done // HCL looks no further, either
		}
		return nil, stuck
	default:
		return nil, stuck
	}
	return into.result(), done
}

// unknown reports whether nothing but a type, and what refines it, is known.
func unknown(v cty.Value) bool { return !v.IsMarked() && !v.IsKnown() }

// overNothing evaluates the condition for an element that is not known, as HCL
// does before the first round: it can be wrong whatever the elements are.
func (r round) overNothing(f *frame) (plain.Value, status) {
	f.variables[r.key], f.variables[r.value] = cty.DynamicVal, cty.DynamicVal
	switch v, status := r.condition.run(f); v := v.(type) {
	case bool:
		if status == done {
			return gathered{named: r.name != nil}.result(), done
		}
	case cty.Value:
		if status == done && !v.IsMarked() && (v.Type() == cty.Bool || v.Type() == cty.DynamicPseudoType) {
			return gathered{named: r.name != nil}.result(), done
		}
	}
	return nil, stuck
}

// gathered are the results of the rounds: a tuple, or with names an object.
type gathered struct {
	named    bool
	elements []plain.Value
	members  []plain.Member
	seen     map[string]struct{}
}

func (g gathered) result() plain.Value {
	if g.named {
		return plain.NewObject(g.members)
	}
	return &plain.List{Elements: g.elements}
}

func (r round) one(f *frame, into *gathered) status {
	if r.condition != nil {
		f.spent.iterations++
		switch included, status := r.condition.run(f); {
		case status != done:
			return status
		case included == false:
			return done
		case included != true:
			return stuck
		}
	}
	var name string
	if r.name != nil {
		key, status := r.name.run(f)
		if status != done {
			return status
		}
		var ok bool
		if name, ok = key.(string); !ok {
			return stuck
		}
	}
	f.spent.iterations++
	if !f.within() {
		return stuck
	}
	value, status := r.result.run(f)
	if status != done {
		return status
	}
	if r.name == nil {
		into.elements = append(into.elements, value)
		return done
	}
	if into.seen == nil {
		into.seen = map[string]struct{}{}
	}
	if _, twice := into.seen[name]; twice {
		return failed
	}
	into.seen[name] = struct{}{}
	into.members = append(into.members, plain.Member{Name: name, Value: value})
	return done
}

// splat is x[*].y, which takes what is no list for a list of one.
func (b *builder) splat(e *hclsyntax.SplatExpr) *code {
	source := b.expr(e.Source)
	inner, slot, _ := b.inside(map[string]int{})
	inner.item = map[*hclsyntax.AnonSymbolExpr]int{e.Item: slot}
	for item, slot := range b.item {
		inner.item[item] = slot
	}
	each := inner.expr(e.Each)
	traits := like(source, each)
	traits.constant, traits.bound = false, source.bound || b.depth > 0
	return b.shared(strings.Join([]string{"splat", fmt.Sprint(b.depth), ids(source, each)}, " "), traits, func(f *frame) (plain.Value, status) {
		v, status := source.run(f)
		if status != done {
			return nil, status
		}
		elements := []plain.Value{v}
		switch v := v.(type) {
		case *plain.List:
			if !v.Tuple() {
				return nil, stuck
			}
			elements = v.Elements
		case *plain.Null:
			if ty := v.Type; ty.IsTupleType() || ty.IsListType() || ty.IsSetType() {
				return nil, failed
			}
			elements = nil
		case cty.Value:
			return nil, stuck
		}
		for len(f.variables) <= slot {
			f.variables = append(f.variables, nil)
		}
		results := make([]plain.Value, len(elements))
		for i, element := range elements {
			f.variables[slot] = element
			if results[i], status = each.run(f); status != done {
				return nil, status
			}
		}
		return &plain.List{Elements: results}, done
	})
}
