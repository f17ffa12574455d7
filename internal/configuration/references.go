package configuration

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Authored tells who left an attribute unknown. It is authored when an expression
// sets it; the references are what that expression waits for, as addresses
// without the keys of instances, sorted: what is known in the plan is left out,
// unless nothing else is referred to. Otherwise the provider decides it. What
// cannot be told counts as authored, which is the stricter of the two.
func (e *Evaluator) Authored(origin change.Origin) (references []string, authored bool) {
	s, block, ok := e.find(origin.Address)
	if !ok || origin.Attribute == "" {
		return nil, true
	}
	found := s.follow(block, origin.Attribute)
	if !found.set && isData(origin.Address) {
		// What a data source reads is known unless its arguments are not.
		for _, part := range block.parts {
			found.expressions = append(found.expressions, nested{part: part}.expressions(s)...)
		}
		found.set = true
	}
	if !found.set || allConstant(found.expressions) {
		return nil, false
	}
	all := append(found.expressions, found.repeats...)
	r := resolver{seen: map[string]bool{}, onlyUnknown: true}
	for _, expr := range all {
		r.follow(expr)
	}
	if len(r.found) == 0 {
		return s.references(all), true
	}
	return r.sorted(), true
}

func isData(address string) bool {
	a, ok := change.ParseAddress(address)
	return ok && a.Mode == change.Data
}

// references returns everything that expressions refer to, through variables,
// locals and outputs down to resources.
func (s scope) references(expressions []located) []string {
	r := resolver{seen: map[string]bool{}}
	for _, expr := range expressions {
		r.follow(expr)
	}
	return r.sorted()
}

func allConstant(expressions []located) bool {
	for _, expr := range expressions {
		if len(expr.Variables()) > 0 {
			return false
		}
		for name := range expr.functionsIn(expr.Expression) {
			if _, pure := functions[name]; !pure {
				return false
			}
		}
	}
	return len(expressions) > 0
}

// resolver gathers references, and follows those that say nothing to a reader.
type resolver struct {
	found       []string
	seen        map[string]bool
	onlyUnknown bool
}

func (r *resolver) follow(expr located) {
	for _, traversal := range expr.Variables() {
		subject, rest := split(traversal)
		id := change.ModuleAddress(expr.calls) + "\x00" + subject + "\x00" + text(rest)
		if r.seen[id] {
			continue
		}
		r.seen[id] = true
		root, name, _ := strings.Cut(subject, ".")
		if _, ok := expr.bound[root]; ok {
			continue
		}
		switch root {
		case "local":
			if inner := expr.module.local(name); inner != nil {
				r.follow(located{expr.scope, inner})
			}
		case "var":
			parent, call, ok := expr.parent()
			if argument := call.attribute(name); ok && argument != nil {
				r.follow(located{parent, argument.Expr})
			} else if expr.missing(name) {
				r.found = append(r.found, "var."+name)
			}
		case "each", "count":
			for _, repeat := range []string{"for_each", "count"} {
				if over := expr.each.block.attribute(repeat); over != nil {
					r.follow(located{expr.scope, over.Expr})
				}
			}
		case "module":
			r.output(expr, name, rest)
		case "path", "terraform", "tofu", "self":
		default:
			if r.onlyUnknown && expr.knows(traversal) {
				continue
			}
			path := change.Block(change.ModuleAddress(expr.calls) + ".")
			r.found = append(r.found, strings.TrimPrefix(path+subject+text(rest), "."))
		}
	}
}

// missing reports whether nothing gives a value to a variable of the root module.
// Where there is a plan, it was given when that was made.
func (s scope) missing(name string) bool {
	_, given := s.world.Variables[name]
	return s.static != nil && len(s.calls) == 0 && !given && s.module.block("var."+name).attribute("default") == nil
}

// output follows a reference to a module's output, or to all of them.
func (r *resolver) output(expr located, name string, rest hcl.Traversal) {
	key := cty.NilVal
	if index, ok := first(rest).(hcl.TraverseIndex); ok {
		key = index.Key
	}
	child, ok := expr.child(name, key)
	if !ok {
		r.found = append(r.found, "module."+name+text(rest))
		return
	}
	wanted := attributesOf([]hcl.Traversal{rest})
	outputs := child.module.names("output.")
	if !wanted.All {
		outputs = slices.DeleteFunc(outputs, func(output string) bool { return !wanted.Has(output) })
	}
	for _, output := range outputs {
		if value := child.module.block("output." + output).attribute("value"); value != nil {
			r.follow(located{child, value.Expr})
		}
	}
}

// knows reports whether the plan knows what a reference gives.
func (s scope) knows(traversal hcl.Traversal) bool {
	value := s.plain(&hclsyntax.ScopeTraversalExpr{Traversal: traversal})
	return value.IsWhollyKnown()
}

// sorted drops what a longer reference says better: a.b beside a.b.arn.
func (r *resolver) sorted() []string {
	slices.Sort(r.found)
	all := slices.Compact(r.found)
	return slices.DeleteFunc(slices.Clone(all), func(short string) bool {
		return slices.ContainsFunc(all, func(long string) bool {
			return strings.HasPrefix(long, short+".") || strings.HasPrefix(long, short+"[")
		})
	})
}

// text writes the steps of a reference as they are written.
func text(traversal hcl.Traversal) string {
	var b strings.Builder
	for _, step := range traversal {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			b.WriteString("." + step.Name)
		case hcl.TraverseIndex:
			b.WriteString(change.Call{Key: step.Key}.KeyText())
		case hcl.TraverseSplat:
			b.WriteString("[*]")
		}
	}
	return b.String()
}
