package policy

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
)

// elements finds out which attributes of the resources that core::getresources
// returns are read, so that no more is decoded. It follows the resources through
// locals, for expressions, splats, indexes and a few functions; wherever they go
// that it does not understand, every attribute counts as read.
type elements struct {
	file   *file
	policy *Policy // nil at top level
	reads  map[string]change.Names
	all    bool // a type is computed, so that it can be any
	locals map[*local]flow
	bound  []map[string]flow
}

// flow is the resources that a value holds, by their types: the value is a list
// of them, an object with one for each key, or one of them.
type flow struct {
	lists, objects, one []string
}

func (f flow) and(other flow) flow {
	return flow{slices.Concat(f.lists, other.lists), slices.Concat(f.objects, other.objects), slices.Concat(f.one, other.one)}
}

// element is what an element of the value holds.
func (f flow) element() flow { return flow{one: slices.Concat(f.lists, f.objects)} }

// newElements starts with nothing that is read.
func newElements() *elements {
	return &elements{reads: map[string]change.Names{}, locals: map[*local]flow{}}
}

// names of the attributes that are read of a type.
func (x *elements) names(typ string) change.Names {
	if x.all {
		return change.AllNames
	}
	return x.reads[typ]
}

// followFile follows whatever the policies of a file use.
func (x *elements) followFile(f *file) {
	x.file = f
	for _, p := range f.policies {
		x.policy = p
		all := []*expression{p.filter, p.level.value}
		for _, block := range p.enforce {
			all = append(all, block.condition, block.message, block.info)
		}
		for _, e := range all {
			if e != nil {
				x.whole(e.syntax)
			}
		}
	}
}

func (x *elements) read(types []string, names change.Names) {
	for _, typ := range types {
		x.reads[typ] = x.reads[typ].Union(names)
	}
}

// escape notes that the resources go where they cannot be followed.
func (x *elements) escape(f flow) {
	x.read(f.lists, change.AllNames)
	x.read(f.objects, change.AllNames)
	x.read(f.one, change.AllNames)
}

// whole follows an expression whose value is used in a way not known.
func (x *elements) whole(e hclsyntax.Expression) { x.escape(x.follow(e)) }

func (x *elements) follow(e hclsyntax.Expression) flow {
	switch e := e.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		return x.traversal(e.Traversal)
	case *hclsyntax.RelativeTraversalExpr:
		return x.steps(x.follow(e.Source), e.Traversal)
	case *hclsyntax.FunctionCallExpr:
		return x.call(e)
	case *hclsyntax.ParenthesesExpr:
		return x.follow(e.Expression)
	case *hclsyntax.ConditionalExpr:
		x.whole(e.Condition)
		return x.follow(e.TrueResult).and(x.follow(e.FalseResult))
	case *hclsyntax.IndexExpr:
		x.whole(e.Key)
		collection := x.follow(e.Collection)
		x.escape(flow{one: collection.one}) // by an attribute's computed name
		return collection.element()
	case *hclsyntax.SplatExpr:
		source := x.follow(e.Source)
		x.escape(flow{objects: source.objects})
		each := flow{one: slices.Concat(source.lists, source.one)} // one alone is a list of one
		if path, ok := e.Each.(*hclsyntax.RelativeTraversalExpr); ok && path.Source == hclsyntax.Expression(e.Item) {
			each = x.steps(each, path.Traversal)
		} else if e.Each != hclsyntax.Expression(e.Item) {
			x.escape(each)
			x.whole(e.Each)
			return flow{}
		}
		return flow{lists: each.one}
	case *hclsyntax.ForExpr:
		return x.loop(e)
	case *hclsyntax.BinaryOpExpr:
		if empty(e.LHS) || empty(e.RHS) {
			// Whether there are any does not depend on what they hold.
			x.follow(e.LHS)
			x.follow(e.RHS)
			return flow{}
		}
		x.whole(e.LHS)
		x.whole(e.RHS)
		return flow{}
	default:
		for _, child := range children(e) {
			x.whole(child)
		}
		return flow{}
	}
}

// empty reports whether an expression is null, [] or {}.
func empty(e hclsyntax.Expression) bool {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		return e.Val.IsNull()
	case *hclsyntax.TupleConsExpr:
		return len(e.Exprs) == 0
	case *hclsyntax.ObjectConsExpr:
		return len(e.Items) == 0
	}
	return false
}

func (x *elements) traversal(t hcl.Traversal) flow {
	root := t.RootName()
	for i := len(x.bound) - 1; i >= 0; i-- {
		if f, ok := x.bound[i][root]; ok {
			return x.steps(f, t[1:])
		}
	}
	if root != "local" {
		return flow{}
	}
	if len(t) > 1 {
		if name, ok := stepName(t[1]); ok {
			return x.steps(x.local(name), t[2:])
		}
	}
	for name := range x.file.locals {
		x.escape(x.local(name))
	}
	if x.policy != nil {
		for name := range x.policy.locals {
			x.escape(x.local(name))
		}
	}
	return flow{}
}

func (x *elements) local(name string) flow {
	l := x.file.locals[name]
	if x.policy != nil && x.policy.locals[name] != nil {
		l = x.policy.locals[name]
	}
	if l == nil {
		if borrowed := x.file.borrowed(name); len(borrowed) == 1 {
			l = borrowed[0]
		}
	}
	if l == nil || l.value == nil {
		return flow{}
	}
	if f, ok := x.locals[l]; ok {
		return f
	}
	x.locals[l] = flow{} // ends a cycle, which was reported
	bound, file, policy := x.bound, x.file, x.policy
	x.bound, x.file = nil, l.file
	if l.file != file {
		x.policy = nil
	}
	f := x.follow(l.value.syntax)
	x.bound, x.file, x.policy = bound, file, policy
	x.locals[l] = f
	return f
}

// steps follows a path below what a value holds.
func (x *elements) steps(f flow, path hcl.Traversal) flow {
	for _, step := range path {
		if len(f.lists)+len(f.objects)+len(f.one) == 0 {
			return flow{}
		}
		name, named := stepName(step)
		_, index := step.(hcl.TraverseIndex)
		if !named && !index {
			x.escape(f)
			return flow{}
		}
		if named {
			x.read(f.one, change.NamesOf(name))
		}
		f = f.element() // by position, or by key where a for made a map of them
	}
	return f
}

// following are the functions whose results hold what their arguments hold.
var following = map[string]bool{
	core.Prefix + "try": true, core.Prefix + "concat": true, core.Prefix + "coalescelist": true, core.Prefix + "merge": true,
}

func (x *elements) call(e *hclsyntax.FunctionCallExpr) flow {
	switch {
	case e.Name == getResources:
		return x.query(e)
	case e.Name == core.Prefix+"length" && len(e.Args) == 1:
		x.follow(e.Args[0])
		return flow{}
	case following[e.Name] && !e.ExpandFinal:
		var f flow
		for _, arg := range e.Args {
			f = f.and(x.follow(arg))
		}
		return f
	}
	for _, arg := range e.Args {
		x.whole(arg)
	}
	return flow{}
}

// query is a call of core::getresources, whose filter reads attributes too.
func (x *elements) query(e *hclsyntax.FunctionCallExpr) flow {
	for _, arg := range e.Args {
		x.whole(arg)
	}
	if len(e.Args) != 2 {
		return flow{}
	}
	typ, diags := literalString(e.Args[0])
	if diags.HasErrors() {
		x.all = true
		return flow{}
	}
	x.read([]string{typ}, filterNames(e.Args[1]))
	return flow{lists: []string{typ}}
}

// filterNames are the attributes that a filter compares.
func filterNames(e hclsyntax.Expression) change.Names {
	object, ok := e.(*hclsyntax.ObjectConsExpr)
	if !ok {
		if literal, ok := e.(*hclsyntax.LiteralValueExpr); ok && literal.Val.IsNull() {
			return change.Names{}
		}
		return change.AllNames
	}
	names := change.Names{}
	for _, item := range object.Items {
		key, ok := literalKey(item.KeyExpr)
		if !ok {
			return change.AllNames
		}
		names = names.Union(change.NamesOf(key))
	}
	return names
}

// literalKey is a key of an object that is written out.
func literalKey(e hclsyntax.Expression) (string, bool) {
	if word := hcl.ExprAsKeyword(e); word != "" {
		return word, true
	}
	if len(e.Variables()) > 0 {
		return "", false
	}
	value, diags := literal(e)
	if diags.HasErrors() || value.IsNull() || value.Type() != cty.String {
		return "", false
	}
	return value.AsString(), true
}

func (x *elements) loop(e *hclsyntax.ForExpr) flow {
	collection := x.follow(e.CollExpr)
	x.escape(flow{one: collection.one}) // goes round the attributes
	names := map[string]flow{e.ValVar: collection.element()}
	if e.KeyVar != "" {
		names[e.KeyVar] = flow{}
	}
	x.bound = append(x.bound, names)
	defer func() { x.bound = x.bound[:len(x.bound)-1] }()
	if e.KeyExpr != nil {
		x.whole(e.KeyExpr)
	}
	if e.CondExpr != nil {
		x.whole(e.CondExpr)
	}
	value := x.follow(e.ValExpr)
	if e.Group {
		x.escape(value)
		return flow{}
	}
	x.escape(flow{lists: value.lists, objects: value.objects})
	if e.KeyExpr != nil {
		return flow{objects: value.one}
	}
	return flow{lists: value.one}
}

// children are the expressions below a node that neither binds names nor hands
// resources on.
func children(e hclsyntax.Expression) []hclsyntax.Expression {
	switch e := e.(type) {
	case *hclsyntax.TupleConsExpr:
		return e.Exprs
	case *hclsyntax.ObjectConsExpr:
		var all []hclsyntax.Expression
		for _, item := range e.Items {
			all = append(all, item.KeyExpr, item.ValueExpr)
		}
		return all
	case *hclsyntax.ObjectConsKeyExpr:
		if hcl.ExprAsKeyword(e) == "" {
			return []hclsyntax.Expression{e.Wrapped}
		}
	case *hclsyntax.TemplateExpr:
		return e.Parts
	case *hclsyntax.TemplateWrapExpr:
		return []hclsyntax.Expression{e.Wrapped}
	case *hclsyntax.TemplateJoinExpr:
		return []hclsyntax.Expression{e.Tuple}
	case *hclsyntax.UnaryOpExpr:
		return []hclsyntax.Expression{e.Val}
	}
	return nil
}
