package configuration

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Describe fills in where a change stands in the sources, and what its arguments
// refer to. A change whose block is not there, such as a delete, stays as it is.
func (e *Evaluator) Describe(c *change.Change) {
	s, block, ok := e.standing(*c)
	if !ok {
		return
	}
	c.Source = block.header()
	c.Attributes = map[string]hcl.Range{}
	c.References = map[string][]string{}
	refer := func(name string, expressions ...located) {
		if found := s.references(expressions); len(found) > 0 {
			c.References[name] = append(c.References[name], found...)
		}
	}
	for _, part := range block.parts {
		for _, n := range part.nested {
			if _, again := c.Attributes[n.name]; !again {
				c.Attributes[n.name] = n.header
			}
			refer(n.name, n.expressions(s)...)
		}
		for name, attribute := range part.attributes {
			c.Attributes[name] = attribute.Expr.Range()
			delete(c.References, name)
			refer(name, located{s, attribute.Expr})
		}
	}
}

// Place returns where an attribute of a change is set, as closely as the path
// can be followed: the argument in a nested block, the block, or the header of
// the resource's. It is the zero range when the resource is not in the sources.
func (e *Evaluator) Place(origin change.Origin) hcl.Range {
	s, block, ok := e.find(origin.Address)
	if !ok {
		return hcl.Range{}
	}
	found := s.follow(block, origin.Attribute)
	if len(found.expressions) == 1 {
		return found.expressions[0].Range()
	}
	if found.within != nil {
		return found.within.header
	}
	return block.header()
}

// find returns the block of an address, and the scope in it.
func (e *Evaluator) find(address string) (scope, *block, bool) {
	if s, b, ok := e.setting(address); ok {
		return s, b, true
	}
	a, ok := change.ParseAddress(address)
	if !ok {
		return scope{}, nil, false
	}
	return e.standing(change.Change{
		Module: change.ModuleAddress(a.Module), Mode: a.Mode, Type: a.Type, Name: a.Name, Index: a.Index,
	})
}

// located is an expression with the scope that it is read in.
type located struct {
	scope
	hcl.Expression
}

// setting is what of a block sets an attribute.
type setting struct {
	expressions []located
	repeats     []located // for_each of the dynamic blocks around
	within      *nested
	set         bool
}

// follow walks the path of an attribute into nested blocks. Where it is not known
// which of several blocks an index means, all of them are meant.
func (s scope) follow(b *block, path string) setting {
	names := pathNames(path)
	if len(names) == 0 {
		return setting{}
	}
	at := []*block{b}
	var result setting
	for depth, step := range names {
		var expressions []located
		var inner []nested
		for _, outer := range at {
			if attribute := outer.attribute(step.name); attribute != nil {
				expressions = append(expressions, located{s, attribute.Expr})
			}
			inner = append(inner, outer.nested(step.name)...)
		}
		if len(expressions) > 0 || len(inner) == 0 {
			result.expressions = expressions
			result.set = len(expressions) > 0
			return result
		}
		dynamic := false
		for _, n := range inner {
			if n.dynamic != nil {
				dynamic = true
				result.repeats = append(result.repeats, located{s, n.dynamic})
				s = s.binding(n.iterator, unknown(n.iterator))
			}
		}
		if !dynamic && step.index >= 0 && step.index < len(inner) {
			inner = inner[step.index : step.index+1]
		}
		result.set = true
		result.within = &inner[0]
		at = nil
		for _, n := range inner {
			at = append(at, &block{parts: []part{n.part}})
		}
		if depth == len(names)-1 {
			for _, n := range inner {
				result.expressions = append(result.expressions, n.expressions(s)...)
			}
		}
	}
	return result
}

// expressions returns all of a nested block's, for_each of dynamic ones included.
func (n nested) expressions(s scope) []located {
	var all []located
	if n.dynamic != nil {
		all = append(all, located{s, n.dynamic})
		s = s.binding(n.iterator, unknown(n.iterator))
	}
	for _, attribute := range n.attributes {
		all = append(all, located{s, attribute.Expr})
	}
	for _, inner := range n.nested {
		all = append(all, inner.expressions(s)...)
	}
	return all
}

// pathStep is a name in a path with the index behind it, or -1.
type pathStep struct {
	name  string
	index int
}

// pathNames takes the path of an attribute apart: rule[0].cidr, tags["a b"].
func pathNames(path string) []pathStep {
	var steps []pathStep
	for path != "" {
		switch {
		case strings.HasPrefix(path, `["`):
			quoted, err := strconv.QuotedPrefix(path[1:])
			if err != nil {
				return steps
			}
			name, _ := strconv.Unquote(quoted)
			steps = append(steps, pathStep{name, -1})
			path = strings.TrimPrefix(path[1+len(quoted):], "]")
		case path[0] == '[':
			number, rest, _ := strings.Cut(path[1:], "]")
			if i, err := strconv.Atoi(number); err == nil && len(steps) > 0 {
				steps[len(steps)-1].index = i
			}
			path = rest
		default:
			path = strings.TrimPrefix(path, ".")
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			steps = append(steps, pathStep{path[:end], -1})
			path = path[end:]
		}
	}
	return steps
}
