package check

import (
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// Knowing is a [Plan] that tells more of a change than the change itself, once
// Changes has ended.
type Knowing interface {
	Plan
	// Known returns the planned side of a change, in which what is known of
	// an unknown document is at hand as a [change.Partial].
	Known(change.Change) change.Object
	// Place returns where the configuration sets an attribute, or else where
	// the resource's block starts; the zero range when it is not at hand.
	Place(change.Origin) hcl.Range
}

// Supposing is a [Plan] that can say what an unknown document most likely says,
// once Changes has ended, and not that it says just that.
type Supposing interface {
	Plan
	// Supposed returns the planned side of a change, in which an unknown
	// document carries what it is supposed to say as a [change.Partial].
	Supposed(change.Change) change.Object
}

// postpone keeps what is undecided until more is known. It reports whether
// more will be.
func (c *checker) postpone(t task, findings []*finding) bool {
	if _, ok := c.request.Plan.(Knowing); !ok || t.known {
		return false
	}
	for _, f := range findings {
		if f.Verdict == decision.Undecided {
			c.mutex.Lock()
			defer c.mutex.Unlock()
			t.noted = true
			c.late = append(c.late, t)
			return true
		}
	}
	return false
}

// learn gives what is judged late everything that is known of it, or supposed.
func (c *checker) learn() {
	for i := range c.late {
		c.late[i].learn(c.request.Plan)
	}
}

func (t *task) learn(from Plan) {
	t.known = true
	if t.change.Drift {
		return
	}
	if knowing, ok := from.(Knowing); ok {
		t.change.After = knowing.Known(t.change)
	}
	if supposing, ok := from.(Supposing); ok {
		t.supposed = supposing.Supposed(t.change)
	}
}

// likely is the subject as its documents most likely make it, when they are
// supposed to say something. That may break a policy, and never meet one nor put
// the change outside of what it is about: of a document that is changed on its
// way nothing is known that could let it through.
func (t *task) likely(s *subject, judged policy.Subject) (policy.Subject, bool) {
	if t.supposed == nil || s.operation == policy.Delete {
		return judged, false
	}
	var err error
	judged.Attrs, err = t.supposed.Value(s.reads)
	return judged, err == nil
}

// supposed returns what a policy says of a change by what is known, and where that
// leaves it undecided by what is supposed.
func (c *checker) supposed(p *policy.Policy, t *task, s *subject, judged policy.Subject, result policy.Result) policy.Result {
	if result.Outcome != policy.Undecided {
		return result
	}
	if likely, ok := t.likely(s, judged); ok {
		switch supposed := t.env.Evaluate(p, likely); supposed.Outcome {
		case policy.Fail:
			return supposed
		case policy.Pass, policy.NotApplicable:
			c.unsure.Add(1)
		}
	}
	return result
}

// trace tells how [checker.supposed] comes about.
func (c *checker) trace(p *policy.Policy, t *task, s *subject, judged policy.Subject) policy.Trace {
	trace := t.env.Explain(p, judged)
	if trace.Result.Outcome != policy.Undecided {
		return trace
	}
	if likely, ok := t.likely(s, judged); ok {
		if supposed := t.env.Explain(p, likely); supposed.Result.Outcome == policy.Fail {
			return supposed
		}
	}
	return trace
}

// locate finds the place of what a finding is about: the attribute that leaves it
// undecided, or the one that its messages speak of or its policy reads.
func (c *checker) locate(f *finding) {
	knowing, ok := c.request.Plan.(Knowing)
	if !ok || f.Source != nil || f.Deposed != "" || f.Verdict == decision.Pass {
		return
	}
	origin := change.Origin{Address: f.Address}
	for _, o := range f.origins {
		if o.Address == f.Address {
			origin.Attribute = o.Attribute
			break
		}
	}
	for _, m := range f.Messages {
		for _, v := range m.Values {
			if path, ok := strings.CutPrefix(v.Expression, "attrs."); ok && origin.Attribute == "" {
				origin.Attribute = path
			}
		}
	}
	if origin.Attribute == "" && len(f.reads.Set) == 1 {
		for name := range f.reads.Set {
			origin.Attribute = name
		}
	}
	f.place = knowing.Place(origin)
	f.Source = rangeOf(f.place)
	header := knowing.Place(change.Origin{Address: f.Address})
	f.quotable = f.place == header || mayQuote(f.change, origin.Attribute)
}
