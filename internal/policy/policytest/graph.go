package policytest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// graph evaluates the locals and mocks of a test file, each after what it
// refers to.
type graph struct {
	functions map[string]function.Function
	nodes     map[string]*node
	path      []*node // being evaluated, for telling a cycle
	diags     hcl.Diagnostics
	inputs    *inputScope
	of        *mock // whose expressions are evaluated; nil for those of the file
}

// node is something that can be referred to: a local, or the attrs of a
// resource or data mock.
type node struct {
	root, typ, name string // typ only below data: local.NAME, TYPE.NAME or data.TYPE.NAME
	of              *mock  // nil for a local
	expr            hcl.Expression
	state           int
	value           cty.Value
}

func (n *node) address() string {
	if n.typ != "" {
		return n.root + "." + n.typ + "." + n.name
	}
	return n.root + "." + n.name
}

const (
	pending = iota
	evaluating
	evaluated
)

func newGraph(file *testFile, functions map[string]function.Function, inputs *inputScope) *graph {
	g := &graph{functions: functions, nodes: map[string]*node{}, inputs: inputs}
	for name, attr := range file.locals {
		g.add(&node{root: "local", name: name}, attr)
	}
	for _, m := range file.mocks {
		switch m.kind {
		case resourceBlock:
			g.add(&node{root: m.typ, name: m.name, of: m}, m.attrs)
		case dataBlock:
			g.add(&node{root: "data", typ: m.typ, name: m.name, of: m}, m.attrs)
		}
	}
	return g
}

func (g *graph) add(n *node, attr *hcl.Attribute) {
	n.value, n.state = cty.NullVal(cty.DynamicPseudoType), evaluated
	if attr != nil {
		n.expr, n.state = attr.Expr, pending
	}
	g.nodes[n.address()] = n
}

// value evaluates an expression, and what it refers to before it.
func (g *graph) value(expr hcl.Expression) cty.Value {
	scope := scope{}
	inputs := cty.NilVal
	complete := true
	for _, traversal := range expr.Variables() {
		if traversal.RootName() == "input" {
			var ok bool
			inputs, ok = g.inputObject(traversal)
			complete = complete && ok
			continue
		}
		found, diag := g.find(traversal)
		if diag != nil {
			g.diags = g.diags.Append(diag)
			complete = false
		}
		for _, n := range found {
			if !g.evaluate(n, traversal) {
				complete = false
				continue
			}
			scope.add(n, traversal)
		}
	}
	if !complete {
		return cty.DynamicVal
	}
	variables := scope.variables()
	if inputs != cty.NilVal {
		variables["input"] = inputs
	}
	value, diags := expr.Value(&hcl.EvalContext{Functions: g.functions, Variables: variables})
	g.diags = append(g.diags, plain(diags)...)
	return value
}

func (g *graph) evaluate(n *node, from hcl.Traversal) bool {
	switch n.state {
	case evaluated:
		return true
	case evaluating:
		var names []string
		for _, on := range g.path[slices.Index(g.path, n):] {
			names = append(names, on.address())
		}
		g.diags = g.diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Circular reference detected",
			Detail:   fmt.Sprintf("Each of these refers to the next, so none can be evaluated first: %s.", strings.Join(append(names, n.address()), ", ")),
			Subject:  from.SourceRange().Ptr(),
		})
		return false
	}
	n.state = evaluating
	g.path = append(g.path, n)
	outer := g.of
	g.of = n.of
	n.value = g.value(n.expr)
	g.of = outer
	if left := weigh(n.value, maxWeight); left < 0 {
		n.value = cty.DynamicVal
		g.diags = g.diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Value too large",
			Detail:   fmt.Sprintf("The value of %s is larger than %d MiB.", n.address(), maxWeight>>20),
			Subject:  n.expr.Range().Ptr(),
		})
	}
	g.path = g.path[:len(g.path)-1]
	n.state = evaluated
	return true
}

// maxWeight is how large a value may be that others refer to: a chain of locals
// that each repeat the one before grows exponentially.
const maxWeight = 1 << 24

// weigh returns what a value leaves of a number of bytes, and stops when nothing
// is left.
func weigh(value cty.Value, left int) int {
	value, _ = value.Unmark()
	left -= 16
	switch {
	case left < 0 || value.IsNull() || !value.IsKnown():
		return left
	case value.Type() == cty.String:
		return left - len(value.AsString())
	case !value.CanIterateElements():
		return left
	}
	for it := value.ElementIterator(); it.Next() && left >= 0; {
		_, element := it.Element()
		left = weigh(element, left)
	}
	return left
}

// find returns what a traversal refers to: one node, or all of a type when the
// type is used as a whole.
func (g *graph) find(traversal hcl.Traversal) ([]*node, *hcl.Diagnostic) {
	steps := []string{traversal.RootName()}
	wanted := 2
	if steps[0] == "data" {
		wanted = 3
	}
	for _, step := range traversal[1:] {
		attr, ok := step.(hcl.TraverseAttr)
		if !ok || len(steps) == wanted {
			break
		}
		steps = append(steps, attr.Name)
	}
	address := strings.Join(steps, ".")
	if n := g.nodes[address]; n != nil {
		return []*node{n}, nil
	}
	if len(steps) < wanted {
		var all []*node
		for _, name := range slices.Sorted(maps.Keys(g.nodes)) {
			if strings.HasPrefix(name, address+".") {
				all = append(all, g.nodes[name])
			}
		}
		if len(all) > 0 || steps[0] == "local" || steps[0] == "data" {
			return all, nil
		}
	}
	return nil, &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Reference to something that is not in the test",
		Detail:   fmt.Sprintf("A test refers to the locals, resource mocks and data mocks of its own file and to the inputs of its policies, and %s is none of them.%s", address, words.DidYouMean(address, slices.Collect(maps.Keys(g.nodes)))),
		Subject:  traversal.SourceRange().Ptr(),
	}
}

// scope is the values that one expression refers to: by root, by type below
// data, and by name.
type scope map[string]map[string]map[string]cty.Value

func (s scope) add(n *node, from hcl.Traversal) {
	if s[n.root] == nil {
		s[n.root] = map[string]map[string]cty.Value{}
	}
	names := s[n.root][n.typ]
	if names == nil {
		names = map[string]cty.Value{}
		s[n.root][n.typ] = names
	}
	if _, there := names[n.name]; !there {
		names[n.name] = n.value
	}
	if n.olderForm(from) {
		names[n.name] = withAttrs(n.value)
	}
}

func (s scope) variables() map[string]cty.Value {
	values := make(map[string]cty.Value, len(s))
	for root, types := range s {
		below := map[string]cty.Value{}
		for typ, names := range types {
			if typ == "" {
				maps.Copy(below, names)
				continue
			}
			below[typ] = cty.ObjectVal(names)
		}
		values[root] = cty.ObjectVal(below)
	}
	return values
}

// olderForm reports whether the node is referred to as TYPE.NAME.attrs.X.
func (n *node) olderForm(from hcl.Traversal) bool {
	at := 2
	switch n.root {
	case "local":
		return false
	case "data":
		at = 3
	}
	if len(from) <= at {
		return false
	}
	step, ok := from[at].(hcl.TraverseAttr)
	return ok && step.Name == "attrs"
}

// withAttrs adds an object to itself as attrs, unless it has such an attribute.
func withAttrs(value cty.Value) cty.Value {
	plain, marks := value.Unmark()
	if !plain.IsKnown() || plain.IsNull() || !plain.Type().IsObjectType() || plain.Type().HasAttribute("attrs") {
		return value
	}
	attrs := map[string]cty.Value{"attrs": plain}
	maps.Copy(attrs, plain.AsValueMap())
	return cty.ObjectVal(attrs).WithMarks(marks)
}

// plain drops what diagnostics say of variables, whose values may be secret.
func plain(diags hcl.Diagnostics) hcl.Diagnostics {
	for _, diag := range diags {
		diag.Expression, diag.EvalContext = nil, nil
	}
	return diags
}
