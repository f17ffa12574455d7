package policy

import (
	"fmt"
	"iter"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/defect"
)

// Evaluate says what the policy makes of the subject. The attributes need to
// hold what [Policy.Reads] and [Policy.PriorReads] name; on a delete, Attrs may
// be null.
func (env *Environment) Evaluate(p *Policy, s Subject) Result {
	for _, result := range env.EvaluateAll([]*Policy{p}, s) {
		return result
	}
	return Result{}
}

// EvaluateAll says what each of the policies makes of the subject, in their order.
// What several of them look at is looked at once.
func (env *Environment) EvaluateAll(policies []*Policy, s Subject) iter.Seq2[*Policy, Result] {
	return func(yield func(*Policy, Result) bool) {
		f := env.quietly.look(s)
		defer env.quietly.done(f)
		for _, p := range policies {
			if !yield(p, env.judge(p, s, f, nil)) {
				return
			}
		}
	}
}

// judge runs the steps of a policy in their order: type and operation, filter,
// locals as they are needed, every enforce block. With a frame it first finds out
// whether there is anything to say.
func (env *Environment) judge(p *Policy, s Subject, f *frame, trace *Trace) (result Result) {
	j := &env.policies[p.order]
	result = Result{Policy: p, Outcome: NotApplicable}
	// The libraries below are fuzzed, and still not ours: if one panics on a
	// value that nobody thought of, this policy could not check this subject,
	// and all others still can.
	defer func() {
		if reason := recover(); reason != nil {
			result.Outcome = Errored
			result.Diagnostics = result.Diagnostics.Append(crashed(p, defect.Where()))
		}
	}()

	level := j.level()
	result.Level = level.level
	trace.selected(p, s)
	if !p.isAbout(s) || !p.judges(s.Operation) {
		return result
	}
	if level.diags.HasErrors() {
		result.Outcome, result.Diagnostics = Errored, level.diags
		return result
	}

	if f != nil {
		if outcome, silent := j.decide(f); silent {
			return p.silent(outcome, result.Level)
		}
	}
	s.Attrs, s.PriorAttrs = p.attrs(s), orNull(s.PriorAttrs)
	scope := newScope(j.file, p.variables(s))
	scope.trace = trace
	applies := scope.filter(p, &result)
	if applies {
		result.Outcome = Pass
		for _, block := range p.enforce {
			one := scope.enforce(block, env)
			trace.enforce(scope, block.condition, one)
			result.Enforce = append(result.Enforce, one.EnforceResult)
			result.Origins = append(result.Origins, one.origins...)
			if worse(one.Outcome, result.Outcome) {
				result.Outcome = one.Outcome
			}
		}
	}
	result.Origins = sortedOrigins(result.Origins)
	result.Diagnostics = sanitized(append(result.Diagnostics, scope.diags...))
	if scope.budget.exceeded != nil {
		// Whatever swallowed the error, what came after it cannot be trusted.
		result.Outcome = Errored
		result.Diagnostics = sanitized(append(result.Diagnostics, scope.budget.exceeded))
	}
	return result
}

var severity = map[Outcome]int{NotApplicable: 0, Pass: 1, Undecided: 2, Fail: 3, Errored: 4}

func worse(a, b Outcome) bool { return severity[a] > severity[b] }

func crashed(p *Policy, where string) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Policy could not be evaluated",
		Detail:   fmt.Sprintf("The evaluation of %s %q %q ended abruptly. This is a defect of the checker; please report it with these lines:%s", p.Kind, p.Type, p.Name, where),
		Subject:  p.Range.Ptr(),
	}
}

// filter evaluates the filter, and reports whether the policy is to be
// enforced. Otherwise it has set the outcome.
func (s *scope) filter(p *Policy, result *Result) bool {
	if p.filter == nil {
		return true
	}
	value, outcome := s.truth(p.filter, "filter")
	s.trace.filter(s, p.filter, value, outcome)
	switch outcome {
	case Pass:
		return true
	case Fail:
		return false
	default:
		result.Outcome = outcome
		if outcome == Undecided {
			result.Origins = s.origins(p.filter, value)
		}
		return false
	}
}

// truth evaluates a condition or a filter: Pass, Fail, Undecided, or Errored
// with a diagnostic.
func (s *scope) truth(e *expression, what string) (cty.Value, Outcome) {
	value, ok := s.value(e)
	if !ok {
		return value, Errored
	}
	plain, _ := value.Unmark()
	var err error
	if plain.Type() != cty.Bool {
		plain, err = convert.Convert(plain, cty.Bool)
	}
	var problem string
	switch {
	case err != nil:
		problem = fmt.Sprintf("The %s is of type %s, and not true or false.", what, value.Type().FriendlyName())
	case !plain.IsKnown():
		return value, Undecided
	case plain.IsNull():
		problem = fmt.Sprintf("The %s is null, and not true or false.", what)
	case plain.True():
		return value, Pass
	default:
		return value, Fail
	}
	s.diags = s.diags.Append(&hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Neither true nor false",
		Detail:   problem,
		Subject:  e.rng.Ptr(),
	})
	return value, Errored
}

// enforced is the result of one enforce block, with what only the policy's
// result and the trace tell.
type enforced struct {
	EnforceResult
	origins []change.Origin
	value   cty.Value
}

func (s *scope) enforce(block *enforce, env *Environment) enforced {
	e := block.condition
	result := enforced{EnforceResult: EnforceResult{Condition: e.source, Range: e.rng}}
	result.value, result.Outcome = s.truth(e, "condition")
	if result.Outcome == Undecided {
		result.origins = s.origins(e, result.value)
	}
	if result.Outcome != Pass {
		result.Values = s.values(e)
	}
	switch {
	case result.Outcome == Fail || result.Outcome == Undecided:
		result.Message = defaultMessages[result.Outcome]
		if block.message != nil {
			if text, ok := s.message(block.message, "error_message", env); ok {
				result.Message = text
			}
		}
		fallthrough
	case result.Outcome == Pass:
		if block.info != nil {
			result.Info, _ = s.message(block.info, "info_message", env)
		}
	}
	return result
}

// defaultMessages are for blocks without a message that can be shown.
var defaultMessages = map[Outcome]string{
	Fail:      "The condition is not met.",
	Undecided: "It is not known yet whether the condition is met.",
}
