package configuration

import (
	"slices"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// World is what is known beyond the sources.
type World struct {
	// Instances returns the planned changes of a resource's instances, by the
	// address of the module instance that it is in, and its own within that
	// module: t.n or data.t.n. It is called concurrently.
	Instances func(module, resource string) []change.Change

	// Variables are the values that were given to the root module. When it is
	// nil, they are not known, and neither is that defaults hold.
	Variables map[string]cty.Value
}

// Evaluator tells what the sources know of values that a plan leaves unknown. It
// is safe for concurrent use.
type Evaluator struct {
	conf   *Configuration
	world  World
	static *static // of one that makes the changes itself; else nil

	mutex sync.Mutex
	memo  map[string]cty.Value
}

// Evaluator returns one for the plan that the sources were planned into.
func (c *Configuration) Evaluator(world World) *Evaluator {
	if world.Instances == nil {
		world.Instances = func(string, string) []change.Change { return nil }
	}
	return &Evaluator{conf: c, world: world, memo: map[string]cty.Value{}}
}

// Files returns the sources that were read so far, by the names that places give.
func (e *Evaluator) Files() map[string][]byte { return e.conf.Files() }

// maxDepth bounds how far one value is followed through others. Only a cycle,
// which Terraform refuses, gets there.
const maxDepth = 64

// scope is where an expression stands: in an instance of a module and, within a
// block that is repeated, in an instance of the block.
type scope struct {
	*Evaluator
	module *module
	calls  []change.Call // the module instance
	each   repetition
	bound  map[string]cty.Value // names of dynamic blocks' iterators, or of a template's variables
	depth  int
}

// repetition is one instance of a block with count or for_each.
type repetition struct {
	block *block
	key   cty.Value // cty.NilVal when not repeated, or which one is not known
}

// scopeOf returns the scope of a module instance.
func (e *Evaluator) scopeOf(calls []change.Call) (scope, bool) {
	names := make([]string, len(calls))
	for i, call := range calls {
		names[i] = call.Name
	}
	m := e.conf.module(strings.Join(names, "."))
	return scope{Evaluator: e, module: m, calls: calls}, m != nil
}

func (s scope) in(r repetition) scope {
	s.each = r
	s.bound = nil
	return s
}

// parent is where the call stands that made this module instance.
func (s scope) parent() (scope, *block, bool) {
	last := len(s.calls) - 1
	if last < 0 {
		return scope{}, nil, false
	}
	p, ok := s.scopeOf(s.calls[:last])
	if !ok {
		return scope{}, nil, false
	}
	p.depth = s.depth + 1
	call := p.module.block("module." + s.calls[last].Name)
	return p.in(repetition{call, s.calls[last].Key}), call, call != nil
}

// child is an instance of a module that is called here.
func (s scope) child(name string, key cty.Value) (scope, bool) {
	c, ok := s.scopeOf(append(slices.Clone(s.calls), change.Call{Name: name, Key: key}))
	c.depth = s.depth + 1
	return c, ok && c.depth <= maxDepth
}

// once evaluates what belongs to the whole module instance a single time.
func (s scope) once(name string, evaluate func(scope) cty.Value) cty.Value {
	if s.depth > maxDepth {
		return unknown(name)
	}
	id := change.ModuleAddress(s.calls) + "\x00" + name
	s.mutex.Lock()
	value, ok := s.memo[id]
	s.mutex.Unlock()
	if ok {
		return value
	}
	inner := s.in(repetition{})
	inner.depth++
	value = evaluate(inner)
	s.mutex.Lock()
	s.memo[id] = value
	s.mutex.Unlock()
	return value
}

// unknown is a value that nothing here tells. What it waits for is only a name:
// whoever uses a partly known value says which attribute it was found for.
func unknown(name string) cty.Value {
	return cty.DynamicVal.Mark(change.Origin{Attribute: name})
}
