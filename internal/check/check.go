// Package check judges changes by policies: (bundle, changes, facts, instant) →
// decision. It is pure, its result does not depend on the order of anything, and
// it does not stop at the first finding.
package check

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// Plan is what is judged.
type Plan interface {
	// Changes yields every change once. Drift comes before what is planned.
	Changes() iter.Seq2[change.Change, error]
	// Facts and Authored answer once Changes has ended.
	Facts() plan.Facts
	// Authored tells whether the configuration left an attribute unknown, and
	// what its expression waits for.
	Authored(change.Origin) (references []string, authored bool)
}

// Undecided says which undecided verdicts of mandatory policies deny.
type Undecided string

// The treatments of undecided verdicts.
const (
	DenyUndecided Undecided = "deny"     // all
	DenyAuthored  Undecided = "authored" // those that the author left so; the default
	WarnUndecided Undecided = "warn"     // none
)

// Request is everything that a decision depends on.
type Request struct {
	Bundle *bundle.Bundle
	Inputs policy.InputValues // given by hand; they go before the parameters of controls
	Plan   Plan
	Facts  governance.Snapshot // of the register; empty when there is none
	Tenant string              // slug of the tenant that the configuration belongs to; empty when not said
	Now    time.Time
	// DriftOnly judges what changed outside of Terraform, and not what is planned.
	DriftOnly bool
	// MaxTenants is how many tenants the plan may change; at least 1.
	MaxTenants int
	// Ring is the last rollout ring that it may reach; nil for the first one.
	Ring *int64
	// Undecided is [DenyAuthored] when empty.
	Undecided Undecided
	// Passes lists findings that pass, which otherwise are only counted.
	Passes bool
	// Workers evaluate in parallel; at least 1.
	Workers int
}

// expiringWithin is how long before its end an exception is pointed out.
const expiringWithin = 14 * 24 * time.Hour

// Run judges the plan, and tells what the decision rests on. An error means that
// there is no decision: the plan could not be read to its end, or hcl.Diagnostics
// say what is wrong with the inputs.
// The decision's Tool, and the path and digest of its Input, are for the caller
// to fill in, who alone knows them.
func Run(ctx context.Context, request Request) (decision.Decision, Basis, error) {
	c, err := newChecker(request)
	if err != nil {
		return decision.Decision{}, Basis{}, err
	}
	if err := c.judge(ctx); err != nil {
		return decision.Decision{}, Basis{}, err
	}
	facts := request.Plan.Facts()
	d := decision.Decision{
		FormatVersion: decision.FormatVersion,
		Instant:       request.Now.UTC(),
		Input: decision.Input{
			FormatVersion:    facts.FormatVersion,
			TerraformVersion: facts.TerraformVersion,
			Changes:          c.changes,
		},
		Bundle: decision.Bundle{
			Digest:   request.Bundle.Digest,
			Policies: len(request.Bundle.Policies.Policies()),
			Controls: len(request.Bundle.Controls),
		},
		Unmatched: c.unmatched(),
		Ring:      c.ring(),
		Warnings:  c.warnings(facts),
	}
	for _, t := range c.tenants() {
		d.Tenants = append(d.Tenants, decision.Tenant{Slug: t.name(), Ring: t.Ring, Changes: t.changes, Address: t.address})
	}
	findings := c.settle()
	exceptions := c.exceptions()
	d.Exceptions = c.waive(findings, exceptions)
	d.Variations = c.variations(c.about())
	d.Warnings = append(d.Warnings, uncounted(d.Variations)...)
	d.Summary, d.Outcome = c.conclude(findings, d.Exceptions)
	d.Findings = listed(findings, request.Passes)
	return d, c.basis(exceptions), nil
}

// conclude counts and decides. A denial is certain whatever could not be
// checked, so it goes before.
func (c *checker) conclude(findings []*finding, exceptions []decision.Exception) (decision.Summary, decision.Outcome) {
	summary := c.passed
	for _, f := range findings {
		switch f.Verdict {
		case decision.Pass:
			summary.Pass++
		case decision.Fail:
			summary.Fail++
		case decision.Undecided:
			summary.Undecided++
		case decision.Waived:
			summary.Waived++
		case decision.Error:
			summary.Error++
		}
		switch f.Effect {
		case decision.Denies:
			summary.Denied++
		case decision.Warns:
			summary.Warned++
		}
	}
	malformed := slices.ContainsFunc(exceptions, func(e decision.Exception) bool { return e.Standing == standingMalformed })
	switch {
	case summary.Denied > 0:
		return summary, decision.Deny
	case summary.Error > 0 || malformed:
		return summary, decision.CouldNotTell
	default:
		return summary, decision.Allow
	}
}

// listed returns the findings that the decision tells one by one.
func listed(findings []*finding, passes bool) []decision.Finding {
	result := []decision.Finding{}
	for _, f := range findings {
		if passes || f.Verdict != decision.Pass || len(f.Messages) > 0 {
			result = append(result, f.Finding)
		}
	}
	return result
}

// unmatched names the policies that no change matched.
func (c *checker) unmatched() []decision.PolicyReference {
	result := []decision.PolicyReference{}
	if c.request.DriftOnly {
		return result // most nights nothing drifts
	}
	for _, p := range c.request.Bundle.Policies.Policies() {
		if _, ok := c.matched.Load(p); !ok {
			result = append(result, reference(p))
		}
	}
	return result
}

// warnings are about the plan as a whole.
func (c *checker) warnings(facts plan.Facts) []string {
	var warnings []string
	add := func(format string, args ...any) { warnings = append(warnings, fmt.Sprintf(format, args...)) }
	if c.changes == 0 && !c.request.DriftOnly {
		add("There are no resource changes, so nothing was judged.")
	}
	if facts.Incomplete {
		add("Terraform says that the plan is not complete: what it leaves out is not judged until it is planned.")
	}
	if facts.Deferred > 0 {
		add("Terraform deferred %d changes to a later plan; they are judged there.", facts.Deferred)
	}
	if facts.Redacted {
		add("Values were taken out of the plan; they count as not known.")
	}
	if n := c.unsure.Load(); n > 0 {
		add("Findings that are undecided although the document which they wait for is known: %d. Plan JSON does not say what else the configuration makes of it; check the plan file, or give the configuration with --config.", n)
	}
	if given := c.records.given; given != nil && given.ID == "" {
		add("No tenant %q is recorded or planned, so no exception can cover anything of it. Is the slug right, and the register the right one?", given.Slug)
	}
	if c.unscanned && !facts.State {
		add("Nothing was looked through for credentials, which control %s asks for: this input has no files of the configuration. Check the plan file, or give the configuration with --config.", strings.Join(c.seekers, ", "))
	}
	for _, mode := range c.modes.sorted() {
		add("Resources of mode %q are not judged.", mode)
	}
	return warnings
}

// parameters are the values that controls give to inputs, below what is given
// by hand.
func parameters(controls []governance.Control) policy.InputValues {
	values := policy.InputValues{}
	for _, control := range controls {
		for _, p := range control.Parameters {
			values[p.Name] = policy.InputValue{
				Value:   cty.StringVal(p.Default),
				Literal: true,
				Source:  fmt.Sprintf("Parameter %q of control %q", p.Name, control.Name),
			}
		}
	}
	return values
}
