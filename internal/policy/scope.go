package policy

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// scope is the names that one evaluation can see. Locals join it as they are
// needed.
type scope struct {
	file    *fileEnvironment
	context *hcl.EvalContext
	failed  map[*local]bool
	diags   hcl.Diagnostics
	budget  *budget
	trace   *Trace
}

func newScope(fe *fileEnvironment, variables map[string]cty.Value) *scope {
	if variables == nil {
		variables = map[string]cty.Value{}
	}
	s := &scope{file: fe, budget: newBudget(fe.limits)}
	variables[budgetVariable] = cty.CapsuleVal(budgetType, s.budget)
	s.context = fe.context.NewChild()
	s.context.Variables = variables
	return s
}

// value evaluates an expression after the locals that it needs. It is false
// when there was an error, which is noted.
func (s *scope) value(e *expression) (cty.Value, bool) {
	ok := true
	for _, l := range e.locals {
		ok = s.need(l) && ok
	}
	if !ok {
		return cty.DynamicVal, false
	}
	if e.wholeLocal {
		s.gather(e.locals)
	}
	value, diags := e.syntax.Value(s.context)
	if len(diags) > 0 {
		s.diags = append(s.diags, sanitized(diags)...)
	}
	return value, !diags.HasErrors()
}

// need brings a local into scope, once.
func (s *scope) need(l *local) bool {
	name := l.variable
	if _, done := s.context.Variables[name]; done {
		return true
	}
	if s.failed[l] {
		return false
	}
	var found localValue
	if kept := s.file.locals[l]; kept != nil {
		found = kept()
	} else {
		found = s.local(l)
	}
	s.trace.local(l, found)
	s.diags = append(s.diags, found.diags...)
	if !found.ok {
		if s.failed == nil {
			s.failed = map[*local]bool{}
		}
		s.failed[l] = true
		return false
	}
	s.context.Variables[name] = found.value
	return true
}

// localValue is what came of a local. It may fail without a diagnostic of its
// own, when one that it needs has failed before.
type localValue struct {
	value cty.Value
	ok    bool
	diags hcl.Diagnostics
}

// local evaluates one local in a scope of its policy, or of nothing but the
// inputs.
func (s *scope) local(l *local) localValue {
	outer := s.diags
	s.diags = nil
	value, ok := s.value(l.value)
	found := localValue{value, ok, s.diags}
	s.diags = outer
	switch {
	case s.budget.exceeded != nil:
		found.ok = false
		found.diags = found.diags.Append(s.budget.exceeded)
	case ok && l.grows && weight(value, maxElements) > maxElements:
		found.ok = false
		_, found.diags = s.budget.exceed(fmt.Sprintf("The value of local.%s holds more than %d values.", l.name, maxElements), l.value.rng)
	}
	return found
}

// gather makes the variable local for an expression that uses it as a whole.
func (s *scope) gather(locals []*local) {
	all := make(map[string]cty.Value, len(locals))
	for _, l := range locals {
		all[l.name] = s.context.Variables[l.variable]
	}
	s.context.Variables["local"] = cty.ObjectVal(all)
}
