// Package decision holds what a check says: verdicts, findings and the decision,
// as data with their JSON form. It knows neither who makes them nor who prints
// them. Values in it are already safe to show: no sensitive value enters it.
package decision

import (
	"time"
)

// FormatVersion is the version of the JSON form of a [Decision]. The minor
// number grows with new fields, the major with changes of meaning.
const FormatVersion = "1.0"

// Verdict is what one policy says of one change.
type Verdict string

// The verdicts. Not applicable is none of them: it makes no finding.
const (
	Pass      Verdict = "pass"
	Fail      Verdict = "fail"
	Undecided Verdict = "undecided"
	Waived    Verdict = "waived"
	Error     Verdict = "error"
)

// Level is how strictly a policy is enforced, in the words of the Terraform
// policy language.
type Level string

// The enforcement levels.
const (
	Mandatory            Level = "mandatory"
	MandatoryOverridable Level = "mandatory_overridable"
	Advisory             Level = "advisory"
)

// Outcome is what a whole check comes to.
type Outcome string

// The outcomes and the exit codes that stand for them.
const (
	Allow        Outcome = "allow"       // 0
	CouldNotTell Outcome = "not_checked" // 1: something could not be checked
	Deny         Outcome = "deny"        // 2
)

// ExitCode is the process exit code that stands for the outcome.
func (o Outcome) ExitCode() int {
	switch o {
	case Allow:
		return 0
	case Deny:
		return 2
	default:
		return 1
	}
}

// Decision is the outcome of a whole check.
type Decision struct {
	FormatVersion string            `json:"format_version"`
	Tool          Tool              `json:"tool"`
	Instant       time.Time         `json:"instant"` // the check's clock, UTC
	Outcome       Outcome           `json:"outcome"`
	Input         Input             `json:"input"`
	Bundle        Bundle            `json:"bundle"`
	Summary       Summary           `json:"summary"`
	Tenants       []Tenant          `json:"tenants,omitempty"` // that the plan changes something of, by slug
	Ring          *int64            `json:"ring,omitempty"`    // the last rollout ring that the plan may reach
	Findings      []Finding         `json:"findings"`
	Exceptions    []Exception       `json:"exceptions"`
	Variations    []Variation       `json:"variations,omitempty"` // of the tenants that the check is about, by id
	Unmatched     []PolicyReference `json:"unmatched_policies"`   // policies that no change matched
	Warnings      []string          `json:"warnings,omitempty"`
}

// Tool says which program decided.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Input says what was judged.
type Input struct {
	Kind             string `json:"kind"` // plan_json, plan, configuration, state
	Path             string `json:"path"` // as given; "-" for standard input
	Digest           string `json:"digest"`
	FormatVersion    string `json:"format_version,omitempty"`
	TerraformVersion string `json:"terraform_version,omitempty"`
	Changes          int    `json:"changes"`
}

// Bundle says by which policies and controls.
type Bundle struct {
	Digest   string `json:"digest"`
	Policies int    `json:"policies"`
	Controls int    `json:"controls"`
}

// Tenant is one that the plan changes something of.
type Tenant struct {
	Slug    string `json:"slug"` // or the address of its change while it is not known
	Ring    int64  `json:"ring"`
	Changes int    `json:"changes"`
	Address string `json:"address"` // of one of the changes
}

// Summary counts verdicts over findings, one finding for each policy and change.
type Summary struct {
	Pass      int `json:"pass"`
	Fail      int `json:"fail"`
	Undecided int `json:"undecided"`
	Waived    int `json:"waived"`
	Error     int `json:"error"`
	Denied    int `json:"denied"` // findings that deny
	Warned    int `json:"warned"` // findings that only warn
}

// Segmentation is the kind of the two rules that no file holds, because they are
// about the plan as a whole: max_tenants and rollout_ring.
const Segmentation = "segmentation"

// FilePolicy is the kind of what judges the files of a configuration rather than a
// change: nhi_credential_in_configuration, which no file holds either.
const FilePolicy = "file_policy"

// PolicyReference names a policy, or one that is part of nhi, of [Segmentation] or
// [FilePolicy], which has neither file nor type.
type PolicyReference struct {
	File string `json:"file"` // relative to the bundle
	Kind string `json:"kind"` // resource_policy, provider_policy, module_policy, data_policy, output_policy, file_policy, segmentation
	Type string `json:"type"` // the glob it applies to
	Name string `json:"name"`
}

// Effect is what a finding does to the outcome.
type Effect string

// The effects.
const (
	Allows   Effect = "allow"
	Warns    Effect = "warn"
	Denies   Effect = "deny"
	NotKnown Effect = "could_not_check"
)

// Finding is the verdict of one policy on one change.
type Finding struct {
	Policy    PolicyReference `json:"policy"`
	Level     Level           `json:"level"`
	Controls  []string        `json:"controls,omitempty"` // names of the controls the policy enforces
	Address   string          `json:"address"`
	Deposed   string          `json:"deposed,omitempty"`
	Operation string          `json:"operation"`        // create, update, delete, no-op: the one that was judged
	Action    string          `json:"action"`           // what Terraform plans: one action may be judged as two operations
	Tenant    string          `json:"tenant,omitempty"` // slug
	Verdict   Verdict         `json:"verdict"`
	Raw       Verdict         `json:"raw_verdict,omitempty"` // of a waived finding
	Effect    Effect          `json:"effect"`
	Messages  []Message       `json:"messages,omitempty"`
	Causes    []Cause         `json:"causes,omitempty"`     // of an undecided verdict
	Exception string          `json:"exception,omitempty"`  // id or address of the exception that waives it
	NotWaived []string        `json:"not_waived,omitempty"` // why an exception that looks like a match does not count
	// Exceptable names the controls that may be excepted to let it through.
	Exceptable []string `json:"exceptable_controls,omitempty"`
	Source     *Range   `json:"source,omitempty"` // of the resource or attribute in the configuration
	// Snippet is the line that Source starts on, up to its end; empty when it
	// is not at hand or may not be shown.
	Snippet string `json:"snippet,omitempty"`
}

// Message is what one enforce block has to say.
type Message struct {
	Verdict   Verdict `json:"verdict"`
	Text      string  `json:"text,omitempty"` // the policy's own error_message or info_message
	Condition string  `json:"condition,omitempty"`
	Values    []Value `json:"values,omitempty"` // what the condition's references were
	Range     *Range  `json:"range,omitempty"`  // of the condition in the policy file
}

// Value is one reference of a condition and the value that it had.
type Value struct {
	Expression string `json:"expression"`
	Text       string `json:"text"` // "(sensitive value)" and "(known after apply)" where it may not or cannot be told
}

// CauseKind says who left a value unknown.
type CauseKind string

// An authored unknown comes from an expression in the configuration; a computed
// one is the provider's to decide.
const (
	Authored CauseKind = "authored"
	Computed CauseKind = "computed"
)

// Cause is one unknown value that left a policy undecided.
type Cause struct {
	Kind       CauseKind `json:"kind"`
	Address    string    `json:"address"`
	Attribute  string    `json:"attribute"`
	References []string  `json:"references,omitempty"` // what the author's expression waits for
}

// Exception tells how one exception stood at the check's instant.
type Exception struct {
	ID        string     `json:"id,omitempty"`      // empty while it is only planned
	Address   string     `json:"address,omitempty"` // of the change that makes it
	Tenant    string     `json:"tenant"`
	Control   string     `json:"control"`
	Status    string     `json:"status"`
	Standing  string     `json:"standing"`           // used, unused, expired, scheduled, not_approved, over_long, revoked, malformed
	Expiring  bool       `json:"expiring,omitempty"` // ends within 14 days
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
	Reason    string     `json:"reason,omitempty"`
	Problems  []string   `json:"problems,omitempty"` // why it is not honoured
	Findings  int        `json:"findings"`           // how many it waives
}

// Variation tells how one tenant's value of a parameter stood at the check's
// instant.
type Variation struct {
	ID        string     `json:"id"`
	Tenant    string     `json:"tenant"` // slug
	Control   string     `json:"control"`
	Parameter string     `json:"parameter"`
	Value     string     `json:"value"`
	Reason    string     `json:"reason"`
	Status    string     `json:"status"` // pending, active, expired
	Counts    bool       `json:"counts"` // the tenant was judged by it, and not by the default
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
	Problems  []string   `json:"problems,omitempty"` // why it does not count
}

// Range is a place in a source file; lines and columns count from 1, columns in
// Unicode characters as hcl counts them.
type Range struct {
	File  string   `json:"file"`
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// Position is a line and a column.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}
