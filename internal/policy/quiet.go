package policy

import (
	"slices"
	"sync"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core/plain"
)

// Of nearly everything that is judged there is nothing to say: a policy does not
// apply, or passes. Whether that is so is found out first, without keeping what a
// message, an explanation or a diagnostic would need, and on values as Go has them
// (see [plain]). The moment that something is unknown, sensitive, wrong or not
// true, nothing has been decided, and the policy is judged by HCL's own evaluation
// from the start. So this decides no more than silence, and TestQuietAgrees holds
// it to what HCL would have said.
//
// What policies share is evaluated once for each subject: expressions that say the
// same are one piece of code, whichever policies they stand in.

// quiet is what decides of one policy that it has nothing to say.
type quiet struct {
	filter     *code // nil without one
	conditions []*code
	talks      bool // has something to say when it passes
}

// quietly is what the policies of an environment share.
type quietly struct {
	compiler quietCompiler
	frames   sync.Pool
}

func newQuietly() *quietly {
	return &quietly{
		compiler: quietCompiler{codes: map[string]*code{}},
		frames:   sync.Pool{New: func() any { return &frame{} }},
	}
}

// frame is what evaluating one subject keeps.
type frame struct {
	subject      Subject
	attrs, prior plain.Value
	variables    []plain.Value // of the for expressions around, by slot
	results      []remembered  // of shared code, by its slot
	args         []plain.Value // of the calls around, each function's after those of its caller
	generation   int           // of results: the subject that they are of
	spent        cost          // by the policy, so far
	limits       limits
}

// cost is what evaluation takes of the budget: whoever is handed a result pays for
// it, so that what a policy may do does not depend on what was judged before.
type cost struct{ iterations, bytes int }

type remembered struct {
	value      plain.Value
	status     status
	cost       cost
	generation int
}

// look returns a frame for a subject; nil for one that silence is not decided of.
func (q *quietly) look(s Subject) *frame {
	attrs := orNull(s.Attrs)
	if s.Operation == Delete && attrs.IsNull() {
		return nil // what attrs is depends on the policy
	}
	f := q.frames.Get().(*frame)
	f.generation++
	f.subject, f.attrs, f.prior = s, plain.Of(attrs), plain.Of(orNull(s.PriorAttrs))
	return f
}

// done takes a frame back.
func (q *quietly) done(f *frame) {
	if f != nil {
		q.frames.Put(f)
	}
}

// decide tells the outcome of a policy that has nothing to say about the frame's
// subject. Should the libraries below panic, they will again where that is noted.
func (j *judging) decide(f *frame) (outcome Outcome, silent bool) {
	defer func() {
		if recover() != nil {
			outcome, silent = "", false
		}
	}()
	q := j.quiet()
	f.spent, f.limits = cost{}, j.file.limits
	if q.filter != nil {
		switch value, status := q.filter.run(f); {
		case status != done:
			return "", false
		case value == false:
			return NotApplicable, f.within()
		case value != true:
			return "", false
		}
	}
	if q.talks {
		return "", false
	}
	return Pass, f.within() && !slices.ContainsFunc(q.conditions, func(condition *code) bool {
		value, status := condition.run(f)
		return status != done || value != true
	}) && f.within()
}

// within reports whether there is some of the budget left.
func (f *frame) within() bool {
	return f.spent.iterations <= f.limits.iterations && f.spent.bytes <= f.limits.templateBytes
}

// silent is the result of a policy that has nothing to say.
func (p *Policy) silent(outcome Outcome, level Level) Result {
	result := Result{Policy: p, Outcome: outcome, Level: level}
	if outcome == Pass {
		result.Enforce = p.passed
	}
	return result
}
