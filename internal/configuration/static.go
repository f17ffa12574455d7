package configuration

import (
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
)

// Given is what a configuration that is not planned yet is evaluated with.
type Given struct {
	Variables map[string]cty.Value // of the root module, by name; others have their defaults
	Workspace string               // terraform.workspace; "default" when empty
	Schemas   *schema.Providers    // nil when nothing is known of providers
	Files     fs.FS                // below the root module, that functions may read; nil for none
}

// Static returns an evaluator that takes the sources for a plan: what a first
// apply of them would create, as far as they tell.
func (c *Configuration) Static(given Given) *Evaluator {
	if given.Workspace == "" {
		given.Workspace = "default"
	}
	if given.Variables == nil {
		given.Variables = map[string]cty.Value{}
	}
	e := c.Evaluator(World{Variables: given.Variables})
	e.static = &static{Given: given, locks: c.locks(), imports: c.imports(), instances: map[[2]string][]change.Change{}, providers: map[[2]string]string{}}
	e.world.Instances = e.expanded
	return e
}

// static is what an evaluator has that makes changes itself.
type static struct {
	Given
	locks     map[string]string
	imports   map[string]bool
	providers map[[2]string]string          // sources, by directory and local name; guarded as instances are
	instances map[[2]string][]change.Change // by module instance and resource; guarded by the evaluator's mutex
}

// Locks are the versions of providers that are installed, by source address.
func (e *Evaluator) Locks() map[string]string { return e.static.locks }

func (c *Configuration) locks() map[string]string {
	content, err := fs.ReadFile(c.sources, path.Join(c.directories[""].stored, ".terraform.lock.hcl"))
	if err != nil {
		return nil // nothing is installed
	}
	return Locks(content)
}

// Changes yields every resource of every module instance as a create, and every
// data source as a read, by address within a module and with the modules that a
// module calls behind it. It is for an evaluator that [Configuration.Static] made.
// How often a block is repeated may not be known: its one instance then has an
// unknown key. [hcl.Diagnostics] end it where there is no end.
func (e *Evaluator) Changes() iter.Seq2[change.Change, error] {
	return func(yield func(change.Change, error) bool) {
		root, ok := e.scopeOf(nil)
		if ok {
			(&walk{yield: yield}).module(root)
		}
	}
}

// walk goes through the module instances.
type walk struct {
	yield func(change.Change, error) bool
	count int // of instances, of modules too
}

// module reports whether to go on.
func (w *walk) module(s scope) bool {
	module := change.ModuleAddress(s.calls)
	var calls []string
	for _, name := range s.module.resources() {
		b := s.module.block(name)
		if diag := s.endless(b); diag != nil {
			w.yield(change.Change{}, hcl.Diagnostics{diag})
			return false
		}
		if call, ok := strings.CutPrefix(name, "module."); ok {
			calls = append(calls, call)
			continue
		}
		for _, c := range s.expanded(module, name) {
			if !w.within(b) || !w.yield(c, nil) {
				return false
			}
		}
	}
	for _, name := range calls {
		b := s.module.block("module." + name)
		for _, key := range s.instances(b) {
			if !w.within(b) {
				return false
			}
			if child, ok := s.child(name, key); ok && !w.module(child) {
				return false
			}
		}
	}
	return true
}

// within counts one more instance, and reports whether it is not one too many.
func (w *walk) within(b *block) bool {
	if w.count++; w.count > maxInstances {
		w.yield(change.Change{}, hcl.Diagnostics{tooMany(b.header())})
		return false
	}
	return true
}

// endless refuses a block with more instances than anyone has.
func (s scope) endless(b *block) *hcl.Diagnostic {
	for _, argument := range []string{"count", "for_each"} {
		set := b.attribute(argument)
		if set == nil {
			continue
		}
		value, _ := s.repeats(b, argument).Unmark()
		switch {
		case value.IsNull() || !value.IsKnown():
		case value.Type() == cty.Number && value.GreaterThan(cty.NumberIntVal(maxInstances)).True(),
			value.CanIterateElements() && value.LengthInt() > maxInstances:
			return tooMany(set.Expr.Range())
		}
	}
	return nil
}

func tooMany(at hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: "Too many instances",
		Detail:  fmt.Sprintf("A configuration may have at most %d instances of resources and modules, and this makes more.", maxInstances),
		Subject: at.Ptr(),
	}
}

// instances returns the keys of a block's instances: [cty.NilVal] for one that is
// not repeated, and an unknown one when it is not known how often it is.
func (s scope) instances(b *block) []cty.Value {
	keys, repeated := s.keys(b, nil)
	switch {
	case !repeated:
		return []cty.Value{cty.NilVal}
	case keys == nil:
		return []cty.Value{cty.DynamicVal}
	default:
		return keys
	}
}

// expanded returns the changes of a resource's instances.
func (e *Evaluator) expanded(module, resource string) []change.Change {
	id := [2]string{module, resource}
	e.mutex.Lock()
	changes, ok := e.static.instances[id]
	e.mutex.Unlock()
	if ok {
		return changes
	}
	changes = e.expand(module, resource)
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if earlier, ok := e.static.instances[id]; ok {
		return earlier
	}
	e.static.instances[id] = changes
	return changes
}

func (e *Evaluator) expand(module, resource string) []change.Change {
	calls, ok := change.ParseModule(module)
	if !ok {
		return nil
	}
	s, ok := e.scopeOf(calls)
	if !ok {
		return nil
	}
	b := s.module.block(resource)
	if b == nil {
		return nil
	}
	template := change.Change{
		Module: module, Mode: change.Managed, Action: change.Create, Before: change.Absent,
		Provider: e.providerOf(s.module, b, resource),
	}
	name, kind := resource, schema.Resource
	if data, ok := strings.CutPrefix(resource, "data."); ok {
		template.Mode, template.Action = change.Data, change.Read
		name, kind = data, schema.Data
	}
	template.Type, template.Name, _ = strings.Cut(name, ".")
	declared, err := e.static.Schemas.Block(kind, template.Type)
	if err != nil {
		declared = nil // what is malformed declares nothing
	}
	keys := s.instances(b)
	changes := make([]change.Change, len(keys))
	for i, key := range keys {
		c := template
		c.Index = key
		c.Address = strings.TrimPrefix(module+"."+resource, ".") + change.Call{Key: key}.KeyText()
		c.Imported = e.imported(c.Address)
		c.After = &instanceObject{scope: s.in(repetition{b, key}), block: b, schema: declared, change: c, memo: map[string]cty.Value{}}
		changes[i] = c
	}
	return changes
}

// resources returns the names of the blocks that stand for instances: resources,
// data sources and module calls, sorted.
func (m *module) resources() []string {
	return slices.DeleteFunc(m.subjects(), func(name string) bool {
		kind, _, _ := strings.Cut(name, ".")
		return kind == "var" || kind == "output" || kind == "ephemeral"
	})
}

// providerOf returns the source address of the provider of a resource.
func (e *Evaluator) providerOf(m *module, b *block, resource string) string {
	typ, _, _ := strings.Cut(strings.TrimPrefix(resource, "data."), ".")
	name, _, _ := strings.Cut(typ, "_")
	if set := b.attribute("provider"); set != nil {
		if traversals := set.Expr.Variables(); len(traversals) == 1 {
			name = traversals[0].RootName()
		}
	}
	id := [2]string{m.dir.stored, name}
	e.mutex.Lock()
	source, ok := e.static.providers[id]
	e.mutex.Unlock()
	if ok {
		return source
	}
	required := requirements(m.several()["terraform"])
	source = complete(name, required[name].source, slices.Sorted(maps.Keys(e.static.locks)))
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.static.providers[id] = source
	return source
}
