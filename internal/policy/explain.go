package policy

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// Trace is how a policy came to its result, step by step.
type Trace struct {
	Policy *Policy
	Steps  []Step
	Result Result
}

// Step is one step of an evaluation. All of its text is safe to show.
type Step struct {
	Name    string  // type, operation, filter, local.NAME, enforce
	Source  string  // what was evaluated or compared, as written
	Text    string  // what came of it
	Outcome Outcome // of a filter or an enforce block; empty otherwise
	Range   hcl.Range
	Values  []Value // what the references of the expression were
}

// Explain evaluates and tells how: every step until the outcome was clear.
func (env *Environment) Explain(p *Policy, s Subject) Trace {
	trace := &Trace{Policy: p}
	trace.Result = env.judge(p, s, nil, trace)
	return *trace
}

func (t *Trace) add(step Step) {
	if t != nil {
		t.Steps = append(t.Steps, step)
	}
}

// selected notes whether the policy is about such a subject, by kind, type and
// operation.
func (t *Trace) selected(p *Policy, s Subject) {
	if t == nil {
		return
	}
	step := Step{Name: "type", Source: fmt.Sprintf("%s %q", p.Kind, p.Type), Text: "matches " + s.Type, Range: p.Range}
	if !p.isAbout(s) {
		step.Text, step.Outcome = "does not match "+s.Type, NotApplicable
		if p.Kind != s.Kind {
			step.Text = fmt.Sprintf("is not about a %s", strings.TrimSuffix(string(s.Kind), "_policy"))
		}
		t.add(step)
		return
	}
	t.add(step)
	if p.Kind != ResourcePolicy {
		return
	}
	step = Step{Name: "operation", Source: strings.ReplaceAll(fmt.Sprintf("%q", p.Operations), `" "`, `", "`), Text: "includes " + string(s.Operation), Range: p.Range}
	if !p.judges(s.Operation) {
		step.Text, step.Outcome = "does not include "+string(s.Operation), NotApplicable
	}
	t.add(step)
}

func (t *Trace) filter(s *scope, e *expression, value cty.Value, outcome Outcome) {
	if t == nil {
		return
	}
	if outcome == Fail {
		outcome = NotApplicable
	}
	t.add(Step{Name: "filter", Source: e.source, Text: textOf(value, outcome), Outcome: outcome, Range: e.rng, Values: s.values(e)})
}

func (t *Trace) local(l *local, found localValue) {
	if t == nil {
		return
	}
	text := "(error)"
	if found.ok {
		text = show(found.value)
	}
	t.add(Step{Name: l.variable, Source: l.value.source, Text: text, Range: l.value.rng})
}

func (t *Trace) enforce(s *scope, e *expression, one enforced) {
	if t == nil {
		return
	}
	t.add(Step{Name: "enforce", Source: e.source, Text: textOf(one.value, one.Outcome), Outcome: one.Outcome, Range: e.rng, Values: s.values(e)})
}

func textOf(value cty.Value, outcome Outcome) string {
	if outcome == Errored {
		return "(error)"
	}
	value, _ = value.Unmark() // which the outcome tells anyway
	return show(value)
}
