package configuration

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// node is what takes part in a cycle: a variable, a local value, an output, a
// resource or a call of a module, whatever the instance.
type node struct{ module, subject string }

func (n node) String() string {
	if n.module == "" {
		return n.subject
	}
	return moduleAddress(n.module) + "." + n.subject
}

// cycles finds what refers to itself, directly or through others. Terraform
// refuses it, and evaluating it has no end.
type cycles struct {
	conf  *Configuration
	edges map[node][]node // of blocks; those of others are looked up
	state map[node]visit
	path  []node
	diags hcl.Diagnostics
}

type visit int

const (
	visiting visit = iota + 1
	visited
)

func (c *Configuration) cycles(m *module) hcl.Diagnostics {
	search := &cycles{conf: c, edges: map[node][]node{}, state: map[node]visit{}}
	search.module(m)
	return search.diags
}

// look finds what the blocks of a module refer to, side by side: that is nearly all
// of the work.
func (c *cycles) look(m *module) {
	names := m.subjects()
	found := make([][]node, len(names))
	sideBySide(len(names), func(i int) { found[i] = c.conf.follows(node{m.key, names[i]}) })
	for i, name := range names {
		c.edges[node{m.key, name}] = found[i]
	}
}

func (c *cycles) module(m *module) {
	c.look(m)
	m.eachLocal(func(name string) { c.visit(node{m.key, "local." + name}) })
	for _, name := range m.subjects() {
		if call, ok := strings.CutPrefix(name, "module."); ok {
			if called := c.conf.module(strings.TrimPrefix(m.key+"."+call, ".")); called != nil {
				c.module(called)
			}
		}
		c.visit(node{m.key, name})
	}
}

func (c *cycles) visit(n node) {
	switch c.state[n] {
	case visited:
		return
	case visiting:
		c.report(c.path[slices.Index(c.path, n):])
		return
	}
	c.state[n] = visiting
	c.path = append(c.path, n)
	following, known := c.edges[n]
	if !known {
		following = c.conf.follows(n)
	}
	for _, next := range following {
		c.visit(next)
	}
	c.path = c.path[:len(c.path)-1]
	c.state[n] = visited
}

// report tells a cycle from where it stands first.
func (c *cycles) report(around []node) {
	least := 0
	for i, n := range around {
		if n.String() < around[least].String() {
			least = i
		}
	}
	around = append(slices.Clone(around[least:]), around[:least]...)
	names := make([]string, 0, len(around)+1)
	for _, n := range append(around, around[0]) {
		names = append(names, n.String())
	}
	diag := &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Reference cycle"}
	diag.Detail = fmt.Sprintf("To know the first of these, every next one must be known: %s.", strings.Join(names, ", "))
	if place, ok := c.conf.placeOf(around[0]); ok {
		diag.Subject = &place
	}
	c.diags = c.diags.Append(diag)
}

func (c *Configuration) placeOf(n node) (hcl.Range, bool) {
	m := c.module(n.module)
	if name, ok := strings.CutPrefix(n.subject, "local."); ok {
		expr := m.local(name)
		if expr == nil {
			return hcl.Range{}, false
		}
		return expr.Range(), true
	}
	b := m.block(n.subject)
	if b == nil {
		return hcl.Range{}, false
	}
	return b.header(), true
}

// follows returns what a node's expressions refer to.
func (c *Configuration) follows(n node) []node {
	m := c.module(n.module)
	if m == nil {
		return nil
	}
	kind, name, _ := strings.Cut(n.subject, ".")
	switch kind {
	case "local":
		if expr := m.local(name); expr != nil {
			return c.references(m, expr.Variables(), nil)
		}
		return nil
	case "var":
		parentKey, call := splitLast(m.key)
		if call == "" {
			return nil
		}
		parent := c.module(parentKey)
		if argument := parent.block("module." + call).attribute(name); argument != nil {
			return c.references(parent, argument.Expr.Variables(), nil)
		}
		return nil
	}
	b := m.block(n.subject)
	if b == nil {
		return nil
	}
	var found []node
	if kind == "module" {
		for _, argument := range []string{"count", "for_each"} {
			if set := b.attribute(argument); set != nil {
				found = append(found, c.references(m, set.Expr.Variables(), nil)...)
			}
		}
		return found
	}
	for _, p := range b.parts {
		found = append(found, c.partReferences(m, p, nil)...)
	}
	return found
}

func (c *Configuration) partReferences(m *module, p part, bound []string) []node {
	var found []node
	for _, attribute := range p.attributes {
		found = append(found, c.references(m, attribute.Expr.Variables(), bound)...)
	}
	for _, n := range p.nested {
		inner := bound
		if n.dynamic != nil {
			found = append(found, c.references(m, n.dynamic.Variables(), bound)...)
			inner = append(slices.Clone(bound), n.iterator)
		}
		found = append(found, c.partReferences(m, n.part, inner)...)
	}
	return found
}

func (c *Configuration) references(m *module, traversals []hcl.Traversal, bound []string) []node {
	var found []node
	for _, traversal := range traversals {
		if slices.Contains(bound, traversal.RootName()) {
			continue
		}
		subject, rest := split(traversal)
		kind, name, _ := strings.Cut(subject, ".")
		if kind != "module" {
			found = append(found, node{m.key, subject})
			continue
		}
		found = append(found, node{m.key, subject}) // for how many of them there are
		called := c.module(strings.TrimPrefix(m.key+"."+name, "."))
		wanted := attributesOf([]hcl.Traversal{rest})
		for _, output := range called.names("output.") {
			if wanted.Has(output) {
				found = append(found, node{called.key, "output." + output})
			}
		}
	}
	return found
}
