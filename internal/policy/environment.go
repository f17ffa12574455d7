package policy

import (
	"maps"
	"sync"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
)

// Environment is a Set with its inputs given and a world to ask: all that stays
// the same while one plan is judged. It is safe for concurrent use.
type Environment struct {
	set      *Set
	world    World
	files    map[*file]*fileEnvironment
	policies []judging // by [Policy.order]
	quietly  *quietly
	message  map[string]function.Function // what differs inside of messages
	found    resourceCache
}

// fileEnvironment is what the policies of one file share.
type fileEnvironment struct {
	context *hcl.EvalContext // functions and inputs
	limits  limits
	locals  map[*local]func() localValue
}

// judging is what judging by one policy takes.
type judging struct {
	file  *fileEnvironment
	level func() levelValue // one that cannot be told is the strictest
	quiet func() *quiet
}

type levelValue struct {
	level Level
	diags hcl.Diagnostics
}

// Environment gives the policies their inputs and a world to ask. Every problem
// with an input is reported. The instant is what core::timestamp says.
func (s *Set) Environment(inputs InputValues, world World, now time.Time) (*Environment, hcl.Diagnostics) {
	variables, diags := s.resolveInputs(inputs)
	if diags.HasErrors() {
		return nil, diags
	}
	env := &Environment{
		set:     s,
		world:   world,
		files:   make(map[*file]*fileEnvironment, len(s.files)),
		message: map[string]function.Function{},
	}
	functions := core.Functions(now)
	maps.Copy(functions, worldFunctions(env))
	// The locals of a directory are kept together, because a file may borrow
	// those of another.
	locals := map[*directory]map[*local]func() localValue{}
	const toString = core.Prefix + "valuetostring"
	env.message[toString] = core.MessageFunctions(now)[toString]

	for _, f := range s.files {
		if locals[f.directory] == nil {
			locals[f.directory] = map[*local]func() localValue{}
		}
		env.files[f] = env.fileEnvironment(f, functions, variables[f.directory], locals[f.directory])
	}
	env.quietly = newQuietly()
	for _, p := range s.policies {
		env.policies = append(env.policies, env.judging(p))
	}
	return env, diags
}

func (env *Environment) fileEnvironment(f *file, functions map[string]function.Function, inputs map[string]cty.Value, locals map[*local]func() localValue) *fileEnvironment {
	if len(f.pluginCalls) > 0 {
		functions = maps.Clone(functions)
		for name := range f.pluginCalls {
			functions[name] = pluginFunction(name)
		}
	}
	fe := &fileEnvironment{
		context: &hcl.EvalContext{Functions: functions, Variables: inputs},
		limits:  defaultLimits,
		locals:  locals,
	}
	for _, l := range f.locals {
		if !l.perSubject {
			fe.locals[l] = sync.OnceValue(func() localValue { return newScope(fe, nil).local(l) })
		}
	}
	return fe
}

func (env *Environment) judging(p *Policy) judging {
	fe := env.files[p.file]
	j := judging{file: fe, quiet: sync.OnceValue(func() *quiet { return env.quietly.compiler.policy(p, fe) })}
	if p.level.value == nil {
		j.level = func() levelValue { return levelValue{level: p.level.fixed} }
	} else {
		j.level = sync.OnceValue(func() levelValue { return fe.level(p.level.value) })
	}
	return j
}

func (fe *fileEnvironment) level(e *expression) levelValue {
	s := newScope(fe, nil)
	value, ok := s.value(e)
	if !ok {
		return levelValue{Mandatory, s.diags}
	}
	level, diag := levelOf(value, e.rng)
	if diag != nil {
		return levelValue{Mandatory, s.diags.Append(diag)}
	}
	return levelValue{level, s.diags}
}
