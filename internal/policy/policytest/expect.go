package policytest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// expectation is what an expect block says: that a policy, by its name or any,
// gives a verdict, with a message that contains a text.
type expectation struct {
	policy  string
	verdict policy.Outcome
	message string
}

var verdicts = []policy.Outcome{policy.Pass, policy.Fail, policy.Undecided, policy.Errored, policy.NotApplicable}

func (g *graph) expectations(m *mock) []expectation {
	var all []expectation
	for _, block := range m.expects {
		content, diags := block.Body.Content(expectSchema)
		g.diags = append(g.diags, diags...)
		e := expectation{
			policy:  g.word(content.Attributes["policy"]),
			verdict: policy.Outcome(g.word(content.Attributes["verdict"])),
			message: g.word(content.Attributes["message"]),
		}
		if e.verdict == "" {
			e.verdict = policy.Fail
		}
		if !slices.Contains(verdicts, e.verdict) {
			g.diags = g.diags.Append(&hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "Invalid verdict",
				Detail:   fmt.Sprintf("The verdict of one policy is pass, fail, undecided, error or not_applicable; %q is none of them.", e.verdict),
				Subject:  content.Attributes["verdict"].Expr.Range().Ptr(),
			})
		}
		all = append(all, e)
	}
	return all
}

// word evaluates an argument that is a string, and empty when not set.
func (g *graph) word(attr *hcl.Attribute) string {
	if attr == nil {
		return ""
	}
	value, _ := g.value(attr.Expr).Unmark()
	if value.IsNull() || !value.IsKnown() || value.Type() != cty.String {
		g.diags = g.diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "String required",
			Detail:   fmt.Sprintf("The argument %s of an expect block is a string.", attr.Name),
			Subject:  attr.Expr.Range().Ptr(),
		})
		return ""
	}
	return value.AsString()
}

func (e expectation) metBy(results []policy.Result) bool {
	return slices.ContainsFunc(results, func(r policy.Result) bool {
		return e.about(r.Policy) && r.Outcome == e.verdict && strings.Contains(says(r), e.message)
	})
}

func (e expectation) about(p *policy.Policy) bool {
	return e.policy == "" || e.policy == p.Name || e.policy == p.Type+"."+p.Name
}

func (e expectation) String() string {
	subject := "some policy"
	if e.policy != "" {
		subject = e.policy
	}
	text := fmt.Sprintf("%s: %s", subject, e.verdict)
	if e.message != "" {
		text += fmt.Sprintf(", saying %q", e.message)
	}
	return text
}

// denies reports whether an outcome makes a case fail, at any level.
func denies(outcome policy.Outcome) bool {
	return outcome == policy.Fail || outcome == policy.Undecided || outcome == policy.Errored
}

// difference shows what was wanted against what came, and nothing when they are
// the same.
func difference(expectFailure bool, expects []expectation, results []policy.Result) []string {
	var wanted []string
	for _, e := range expects {
		if !e.metBy(results) {
			wanted = append(wanted, "- "+e.String())
		}
	}
	denied := slices.ContainsFunc(results, func(r policy.Result) bool { return denies(r.Outcome) })
	switch {
	case denied && !expectFailure:
		wanted = append(wanted, "- every policy passes, or does not apply")
	case !denied && expectFailure:
		wanted = append(wanted, "- some policy denies")
	}
	if len(wanted) == 0 {
		return nil
	}
	if len(results) == 0 {
		return append(wanted, "+ no policy is about this type and operation")
	}
	for _, r := range results {
		if denied && !expectFailure && len(expects) == 0 && !denies(r.Outcome) {
			continue
		}
		line := fmt.Sprintf("+ %s: %s", r.Policy.Name, r.Outcome)
		if said := says(r); said != "" {
			line += ", saying " + fmt.Sprintf("%q", said)
		}
		wanted = append(wanted, line)
	}
	return wanted
}

// says is what a policy said of its outcome.
func says(r policy.Result) string {
	var lines []string
	add := func(line string) {
		if line != "" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	for _, enforce := range r.Enforce {
		if enforce.Outcome == policy.Pass {
			if r.Outcome == policy.Pass {
				add(enforce.Info)
			}
			continue
		}
		add(enforce.Message)
	}
	for _, diag := range r.Diagnostics {
		if diag.Severity == hcl.DiagError {
			add(fmt.Sprintf("%s: %s", diag.Summary, diag.Detail))
		}
	}
	if r.Outcome == policy.Undecided {
		if len(r.Enforce) == 0 {
			add("The filter is not known before apply.")
		}
		var unknown []string
		for _, origin := range r.Origins {
			name := origin.Attribute
			if origin.Address != "" {
				name = strings.TrimSuffix(origin.Address+"."+origin.Attribute, ".")
			}
			unknown = append(unknown, name)
		}
		if len(unknown) > 0 {
			add("Not known before apply: " + strings.Join(unknown, ", ") + ".")
		}
	}
	return strings.Join(lines, "\n")
}
