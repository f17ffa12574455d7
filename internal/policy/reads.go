package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
)

// reads is what an expression can read of the subject and of the plan.
type reads struct {
	attrs, prior change.Names
	meta         map[string]bool
	wholeMeta    bool
	paths        map[string]bool
	resources    change.Names
	data         bool
}

func (r *reads) add(other reads) {
	r.attrs = r.attrs.Union(other.attrs)
	r.prior = r.prior.Union(other.prior)
	r.resources = r.resources.Union(other.resources)
	r.data = r.data || other.data
	r.wholeMeta = r.wholeMeta || other.wholeMeta
	if r.paths == nil {
		r.paths, r.meta = map[string]bool{}, map[string]bool{}
	}
	maps.Copy(r.paths, other.paths)
	maps.Copy(r.meta, other.meta)
}

func (r *reads) subject() bool {
	return len(r.paths) > 0 || len(r.meta) > 0 || r.wholeMeta
}

// traversal notes what a traversal from the root scope reads. The suffix is
// what a splat reads of every element.
func (r *reads) traversal(t, suffix hcl.Traversal) {
	switch root := t.RootName(); root {
	case "attrs", "prior_attrs":
		names := change.AllNames
		if len(t) > 1 {
			if name, ok := stepName(t[1]); ok {
				names = change.NamesOf(name)
			}
		}
		if root == "attrs" {
			r.attrs = r.attrs.Union(names)
		} else {
			r.prior = r.prior.Union(names)
		}
		path := pathOf(t)
		if suffix != nil {
			path += "[*]" + pathOf(suffix)
		}
		r.paths[path] = true
	case "meta":
		if len(t) > 1 {
			if name, ok := stepName(t[1]); ok {
				r.meta[name] = true
				return
			}
		}
		r.wholeMeta = true
	}
}

// pathOf writes a traversal the way the language does.
func pathOf(t hcl.Traversal) string {
	var b strings.Builder
	for _, step := range t {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			b.WriteString(step.Name)
		case hcl.TraverseAttr:
			b.WriteString("." + step.Name)
		case hcl.TraverseIndex:
			switch {
			case step.Key.Type() == cty.Number:
				fmt.Fprintf(&b, "[%s]", step.Key.AsBigFloat().Text('f', -1))
			case step.Key.Type() == cty.String:
				if key := step.Key.AsString(); hclsyntax.ValidIdentifier(key) {
					b.WriteString("." + key)
				} else {
					fmt.Fprintf(&b, "[%q]", key)
				}
			}
		case hcl.TraverseSplat:
			b.WriteString("[*]")
		}
	}
	return b.String()
}

// readsWalker finds the traversals of an expression that start in the root
// scope, not at a for variable.
type readsWalker struct {
	found   func(t, suffix hcl.Traversal)
	call    func(*hclsyntax.FunctionCallExpr)
	loops   int // for expressions
	trying  int // how many core::try and core::can are around
	hidden  []map[string]struct{}
	handled map[hclsyntax.Node]bool // sources of splats, noted with the splat
}

func (w *readsWalker) Enter(n hclsyntax.Node) hcl.Diagnostics {
	switch n := n.(type) {
	case hclsyntax.ChildScope:
		w.hidden = append(w.hidden, n.LocalNames)
	case *hclsyntax.FunctionCallExpr:
		w.call(n)
		if toleratesErrors[n.Name] {
			w.trying++
		}
	case *hclsyntax.ForExpr:
		w.loops++
	case *hclsyntax.SplatExpr:
		source, ok := n.Source.(*hclsyntax.ScopeTraversalExpr)
		if !ok || w.isHidden(source) {
			break
		}
		if each, ok := n.Each.(*hclsyntax.RelativeTraversalExpr); ok && each.Source == hclsyntax.Expression(n.Item) {
			w.handled[source] = true
			w.found(source.Traversal, each.Traversal)
		}
	case *hclsyntax.ScopeTraversalExpr:
		if !w.handled[n] && !w.isHidden(n) {
			w.found(n.Traversal, nil)
		}
	}
	return nil
}

func (w *readsWalker) Exit(n hclsyntax.Node) hcl.Diagnostics {
	switch n := n.(type) {
	case hclsyntax.ChildScope:
		w.hidden = w.hidden[:len(w.hidden)-1]
	case *hclsyntax.FunctionCallExpr:
		if toleratesErrors[n.Name] {
			w.trying--
		}
	}
	return nil
}

var toleratesErrors = map[string]bool{core.Prefix + "try": true, core.Prefix + "can": true}

func (w *readsWalker) isHidden(e *hclsyntax.ScopeTraversalExpr) bool {
	return slices.ContainsFunc(w.hidden, func(names map[string]struct{}) bool {
		_, ok := names[e.Traversal.RootName()]
		return ok
	})
}
