// Package policy is the Terraform policy language: it loads, validates,
// compiles and evaluates *.policy.hcl files. It is handed bytes and values; it
// reads no file, clock, environment or network, and knows nothing of plans.
//
// [Load] turns files into a [Set], which tells for every [Policy] what it can
// read. [Set.Environment] gives a Set its inputs and a [World] to ask, and
// [Environment.Evaluate] judges one [Subject].
//
// It is stock HCL 2: parsed and evaluated by hcl/v2 and cty, with the few
// changes that rewrite.go names.
package policy

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Kind is what a policy judges.
type Kind string

// The kinds of policies, named as their blocks are.
const (
	ResourcePolicy Kind = "resource_policy"
	ProviderPolicy Kind = "provider_policy"
	ModulePolicy   Kind = "module_policy"
	DataPolicy     Kind = "data_policy"   // our addition
	OutputPolicy   Kind = "output_policy" // our addition
)

// Operation is what happens to the subject, as the language sees it. A replace
// is judged twice, as a create and as a delete.
type Operation string

// The operations of the language.
const (
	Create Operation = "create"
	Update Operation = "update"
	Delete Operation = "delete"
	NoOp   Operation = "no-op"
)

// Level is how strictly a policy is enforced.
type Level string

// The enforcement levels.
const (
	Mandatory            Level = "mandatory"
	MandatoryOverridable Level = "mandatory_overridable"
	Advisory             Level = "advisory"
)

// Outcome is what came of one policy, or one enforce block, on one subject.
type Outcome string

// The outcomes, from best to worst.
const (
	NotApplicable Outcome = "not_applicable" // the kind, glob, operation or filter did not match
	Pass          Outcome = "pass"
	Undecided     Outcome = "undecided" // the condition or the filter is unknown
	Fail          Outcome = "fail"
	Errored       Outcome = "error"
)

// Subject is what a policy judges: one change, provider or module call.
type Subject struct {
	Kind       Kind
	Type       string // resource type, provider type or module source: what the glob matches
	Operation  Operation
	Attrs      cty.Value // an object; for a delete see [Subject] rules in the language's Scope table
	PriorAttrs cty.Value // null where there is no prior
	Meta       cty.Value // object; a field that it lacks is null, and an error below core::try
}

// Result is what one policy says of one subject.
type Result struct {
	Policy  *Policy
	Outcome Outcome
	Level   Level
	Enforce []EnforceResult // in source order; empty when not applicable
	// Origins says which unknown attributes left the outcome undecided.
	Origins []change.Origin
	// Diagnostics holds evaluation errors, and warnings such as a message
	// that could not be evaluated.
	Diagnostics hcl.Diagnostics
}

// Silent reports whether the policy passed, or did not apply, and has nothing to
// tell about it.
func (r Result) Silent() bool {
	return (r.Outcome == Pass || r.Outcome == NotApplicable) && len(r.Diagnostics) == 0 &&
		!slices.ContainsFunc(r.Enforce, func(e EnforceResult) bool { return e.Info != "" })
}

// EnforceResult is what one enforce block says.
type EnforceResult struct {
	Outcome   Outcome
	Message   string    // error_message on fail and undecided, safe to show
	Info      string    // info_message, safe to show
	Condition string    // the condition's source
	Range     hcl.Range // of the condition
	Values    []Value   // what each traversal in the condition was; only for what did not pass
}

// Value is one traversal of a condition and what it was, safe to show.
type Value struct {
	Expression string
	Text       string
}
