package check

import (
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// finding is a finding in the making.
type finding struct {
	decision.Finding
	line     int // of the policy in its file, for the order
	origins  []change.Origin
	reads    change.Names
	tenant   *tenant
	change   *change.Change // of one that does not pass
	place    hcl.Range      // of Source
	quotable bool           // what stands there may be shown
	recordID string
	authored bool // the policy judges what the author set or left open, and nothing else
}

var verdicts = map[policy.Outcome]decision.Verdict{
	policy.Pass:      decision.Pass,
	policy.Fail:      decision.Fail,
	policy.Undecided: decision.Undecided,
	policy.Errored:   decision.Error,
}

func reference(p *policy.Policy) decision.PolicyReference {
	return decision.PolicyReference{File: p.File, Kind: string(p.Kind), Type: p.Type, Name: p.Name}
}

// newFinding returns what a policy says, or nil when it is not applicable.
func newFinding(p *policy.Policy, result policy.Result) *finding {
	if result.Outcome == policy.NotApplicable {
		return nil
	}
	f := &finding{line: p.Range.Start.Line, origins: result.Origins, reads: p.Reads, authored: p.IgnoreComputed}
	f.Policy = reference(p)
	f.Level = decision.Level(result.Level)
	f.Verdict = verdicts[result.Outcome]
	for _, e := range result.Enforce {
		f.enforced(e)
	}
	if f.Verdict == decision.Undecided && len(f.Messages) == 0 {
		f.Messages = append(f.Messages, decision.Message{
			Verdict: decision.Undecided,
			Text:    "Whether the policy applies is not known yet: its filter depends on what apply decides.",
		})
	}
	for _, diag := range result.Diagnostics {
		f.diagnosed(diag)
	}
	return f
}

// enforced adds what one enforce block says, unless it passes in silence.
func (f *finding) enforced(e policy.EnforceResult) {
	verdict := verdicts[e.Outcome]
	if e.Outcome != policy.Pass {
		m := decision.Message{Verdict: verdict, Text: e.Message, Condition: e.Condition, Range: rangeOf(e.Range)}
		for _, v := range e.Values {
			m.Values = append(m.Values, decision.Value{Expression: v.Expression, Text: v.Text})
		}
		f.Messages = append(f.Messages, m)
	}
	if e.Info != "" {
		f.Messages = append(f.Messages, decision.Message{Verdict: verdict, Text: e.Info, Range: rangeOf(e.Range)})
	}
}

// diagnosed adds an error of the evaluation, or a warning that does not change
// the verdict, such as a message that could not be evaluated.
func (f *finding) diagnosed(diag *hcl.Diagnostic) {
	m := decision.Message{Verdict: decision.Error, Text: diag.Summary + ": " + diag.Detail}
	if diag.Severity == hcl.DiagWarning {
		m.Verdict = f.Verdict
	}
	if diag.Subject != nil {
		m.Range = rangeOf(*diag.Subject)
	}
	f.Messages = append(f.Messages, m)
}

// unreadable is for a change whose values cannot be decoded.
func unreadable(p *policy.Policy, err error) *finding {
	return failed(p, "The planned values cannot be read: "+strings.TrimSuffix(err.Error(), ".")+".")
}

// failed is for a policy that could not be evaluated.
func failed(p *policy.Policy, why string) *finding {
	f := &finding{line: p.Range.Start.Line}
	f.Policy = reference(p)
	f.Level = decision.Mandatory
	f.Verdict = decision.Error
	f.Messages = []decision.Message{{Verdict: decision.Error, Text: why}}
	return f
}

func rangeOf(r hcl.Range) *decision.Range {
	if r.Empty() && r.Filename == "" {
		return nil
	}
	return &decision.Range{
		File:  r.Filename,
		Start: decision.Position{Line: r.Start.Line, Column: r.Start.Column},
		End:   decision.Position{Line: r.End.Line, Column: r.End.Column},
	}
}

// settle says who left an undecided finding so, and what the verdict does. It
// reports whether that is the policy's business.
func (f *finding) settle(authored func(change.Origin) ([]string, bool), mode Undecided) bool {
	f.Effect = decision.Allows
	switch f.Verdict {
	case decision.Error:
		f.Effect = decision.NotKnown
	case decision.Fail:
		f.Effect = decision.Denies
	case decision.Undecided:
		byAuthor := len(f.origins) == 0 // whoever it was cannot be told
		for _, origin := range f.origins {
			references, isAuthored := authored(origin)
			cause := decision.Cause{Kind: decision.Computed, Address: origin.Address, Attribute: origin.Attribute}
			if isAuthored {
				byAuthor = true
				cause.Kind, cause.References = decision.Authored, references
			}
			f.Causes = append(f.Causes, cause)
		}
		if f.authored && !byAuthor && mode != DenyUndecided {
			return false
		}
		f.Effect = decision.Warns
		if mode == DenyUndecided || mode == DenyAuthored && byAuthor {
			f.Effect = decision.Denies
		}
	}
	if f.Effect == decision.Denies && f.Level == decision.Advisory {
		f.Effect = decision.Warns
	}
	return true
}
