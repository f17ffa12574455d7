// Package evidence makes an auditor's package of one tenant and one period: which
// framework item is served by which controls, what each of them decided, what was
// excepted from it and who approved that, what was reviewed, what was carried out,
// and what is missing.
//
// Everything in it is derived from the audit log alone, so that it says what was
// so in the period and not what is so today. The entries are in the package, each
// with a proof that it is in the log (RFC 6962), and so are the controls and the
// approvers' public keys: whoever has the package derives the same again.
package evidence

import (
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// FormatVersion is the version of the JSON form of a [Package]. The minor number
// grows with new fields, the major with changes of meaning.
const FormatVersion = "1.1"

// Package is evidence with its digest.
type Package struct {
	FormatVersion string   `json:"nhi_evidence"`
	Digest        string   `json:"digest"` // "sha256:" and hex, of the evidence in the canonical form of RFC 8785
	Evidence      Evidence `json:"evidence"`
}

// Evidence is what there is to show for a period. A sequence is the place of an
// entry in the log, which is in Log.Entries.
type Evidence struct {
	Tool        decision.Tool   `json:"tool"`
	Tenant      Tenant          `json:"tenant"`
	Period      Period          `json:"period"`
	Bundle      decision.Bundle `json:"bundle"` // the policies that the controls are of
	Summary     Summary         `json:"summary"`
	Gaps        []Gap           `json:"gaps"` // what is missing, of the package as a whole first
	Frameworks  []Framework     `json:"frameworks"`
	Controls    []Control       `json:"controls"`
	Decisions   []Decision      `json:"decisions"`
	Exceptions  []Exception     `json:"exceptions"`
	Variations  []Variation     `json:"variations"`
	BreakGlass  []BreakGlass    `json:"break_glass"`
	Activations []Activation    `json:"activations"`
	Reviews     []Review        `json:"reviews"`
	Actions     []Action        `json:"actions"`
	Signers     string          `json:"allowed_signers"` // by which approvals were verified
	Log         Log             `json:"log"`
}

// Tenant is whose evidence it is, as recorded at the end of the period.
type Tenant struct {
	ID   string `json:"id"`
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// Period is from an instant up to another, which is no part of it.
type Period struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Has reports whether an instant is in the period.
func (p Period) Has(t time.Time) bool { return !t.Before(p.From) && t.Before(p.To) }

// Validate refuses a period of no length, and one that nobody asks for.
func (p Period) Validate() error {
	switch {
	case !p.From.Before(p.To):
		return fmt.Errorf("it begins at %s and ends at %s: let it begin before it ends", p.From.Format(time.RFC3339), p.To.Format(time.RFC3339))
	case p.From.AddDate(longest, 0, 0).Before(p.To):
		return fmt.Errorf("it is longer than %d years: make a package for each part of it", longest)
	}
	return nil
}

// longest is how many years a period may have.
const longest = 10

// Summary counts.
type Summary struct {
	Decisions      int `json:"decisions"`
	Allowed        int `json:"allowed"`
	Denied         int `json:"denied"`
	NotChecked     int `json:"not_checked"`
	Violations     int `json:"violations"` // findings that denied
	Exceptions     int `json:"exceptions"`
	Variations     int `json:"variations"`
	BreakGlass     int `json:"break_glass"`
	Activations    int `json:"activations"`
	ReviewsDue     int `json:"reviews_due"`
	ReviewsInTime  int `json:"reviews_in_time"`
	ReviewsLate    int `json:"reviews_late"`
	ReviewsMissing int `json:"reviews_missing"` // overdue at the end of the period
	Actions        int `json:"actions"`
	Gaps           int `json:"gaps"`
}

// Empty reports whether nothing at all happened in the period.
func (s Summary) Empty() bool {
	return s.Decisions+s.Exceptions+s.Variations+s.BreakGlass+s.Activations+s.ReviewsDue+s.Actions == 0
}

// Framework is a published framework, with the items that some control serves.
type Framework struct {
	Name  string `json:"name"` // as controls write it, such as nist-csf-2.0
	Items []Item `json:"items"`
}

// Item is one item of a framework.
type Item struct {
	ID       string   `json:"id"`
	Controls []string `json:"controls"`
	Gaps     int      `json:"gaps"` // of its controls
}

// Decision is the outcome of one check, as it was logged.
type Decision struct {
	Sequence   int64             `json:"sequence"`
	At         time.Time         `json:"at"`
	Actor      string            `json:"actor"`
	Reason     string            `json:"reason,omitempty"`
	Outcome    decision.Outcome  `json:"outcome"`
	Digest     string            `json:"digest"`
	Input      decision.Input    `json:"input"`
	Bundle     string            `json:"bundle"` // digest
	Summary    decision.Summary  `json:"summary"`
	Denied     []decision.Denial `json:"denied,omitempty"`
	Controls   []string          `json:"controls,omitempty"`   // by which something was judged
	Exceptions []string          `json:"exceptions,omitempty"` // that let something through: ids, or addresses of those that were only planned
	Variations []string          `json:"variations,omitempty"` // ids of those by which the tenant was judged
}

// Approved is what is said of every record that has to be approved.
type Approved struct {
	Counts    bool       `json:"counts"`             // it was approved and broke no rule, while it lasted in the period
	Problems  []string   `json:"problems,omitempty"` // why it does not count
	Approvals []Approval `json:"approvals"`
	Entries   []int64    `json:"entries"` // every entry about the record

	enough bool      // approvals
	since  time.Time // the entry by which it has what it counts by
}

// Approval is one signature, verified again.
type Approval struct {
	Signer      string    `json:"signer,omitempty"`      // whose key it is
	Fingerprint string    `json:"fingerprint,omitempty"` // of the key
	Sequence    int64     `json:"sequence"`              // of the entry that has it first
	At          time.Time `json:"at"`                    // of that entry, at which it is verified
	Counts      bool      `json:"counts"`
	Problem     string    `json:"problem,omitempty"` // why it does not count
}

// Exception is one that lasted in the period, or was written in it.
type Exception struct {
	ID          string                     `json:"id"`
	Control     string                     `json:"control"`
	Targets     []string                   `json:"targets"`
	Category    governance.Category        `json:"category"`
	Reason      string                     `json:"reason"`
	Mitigation  string                     `json:"mitigation,omitempty"`
	Evidence    map[string]string          `json:"evidence,omitempty"`
	RequestedBy string                     `json:"requested_by"`
	Begin       time.Time                  `json:"begin"`
	ExpiresAt   time.Time                  `json:"expires_at"`
	RevokedAt   time.Time                  `json:"revoked_at,omitzero"`
	DeletedAt   time.Time                  `json:"deleted_at,omitzero"`
	Status      governance.ExceptionStatus `json:"status"` // at the end of the period
	Decisions   []int64                    `json:"decisions,omitempty"`
	Approved

	end time.Time // whatever ended it
}

// Variation is one that lasted in the period, or was written in it.
type Variation struct {
	ID          string                     `json:"id"`
	Control     string                     `json:"control"`
	Parameter   string                     `json:"parameter"`
	Value       string                     `json:"value"`
	Reason      string                     `json:"reason"`
	RequestedBy string                     `json:"requested_by"`
	ExpiresAt   time.Time                  `json:"expires_at,omitzero"`
	DeletedAt   time.Time                  `json:"deleted_at,omitzero"`
	Status      governance.ExceptionStatus `json:"status"` // at the end of the period
	Decisions   []int64                    `json:"decisions,omitempty"`
	Approved
}

// BreakGlass is emergency access that could be activated in the period.
type BreakGlass struct {
	ID           string                     `json:"id"`
	Access       string                     `json:"access"` // identity, system and privilege, by name
	MaxDuration  governance.Period          `json:"max_duration"`
	ReviewWithin governance.Period          `json:"review_within"`
	Activators   []string                   `json:"activators"`
	Reason       string                     `json:"reason"`
	RequestedBy  string                     `json:"requested_by"`
	RevokedAt    time.Time                  `json:"revoked_at,omitzero"`
	DeletedAt    time.Time                  `json:"deleted_at,omitzero"`
	Status       governance.ExceptionStatus `json:"status"` // at the end of the period
	Approved
}

// Activation is one use of break-glass access that gave access in the period.
type Activation struct {
	ID           string    `json:"id"`
	BreakGlassID string    `json:"break_glass_id"`
	Access       string    `json:"access"`
	Activator    string    `json:"activator"`
	Fingerprint  string    `json:"fingerprint,omitempty"` // of the key that signed
	Problem      string    `json:"problem,omitempty"`     // why it does not hold
	Reason       string    `json:"reason"`
	StartsAt     time.Time `json:"starts_at"`
	EndsAt       time.Time `json:"ends_at"`
	EndedAt      time.Time `json:"ended_at,omitzero"`
	EndedBy      string    `json:"ended_by,omitempty"`
	Entries      []int64   `json:"entries"`
}

// Review is one that was due in the period, and what came of it.
type Review struct {
	ID           string          `json:"id"`     // as in [governance.ReviewID]
	Source       string          `json:"source"` // id of the review schedule, or of the activation
	Schedule     string          `json:"schedule,omitempty"`
	Subject      string          `json:"subject"` // by name
	SubjectKind  governance.Kind `json:"subject_kind"`
	SubjectID    string          `json:"subject_id"`
	DueAt        time.Time       `json:"due_at"`
	OverdueAt    time.Time       `json:"overdue_at"`
	Reviewers    []string        `json:"reviewers"`          // who may make it
	Evidence     []string        `json:"evidence,omitempty"` // keys of what its outcome has to bring
	State        ReviewState     `json:"state"`              // at the end of the period
	Attestations []Attestation   `json:"attestations,omitempty"`
	Delegations  []Delegation    `json:"delegations,omitempty"`

	barred []string // who may not make it
}

// ReviewState is what came of a review.
type ReviewState string

// The states. Open is one that is due, and not overdue yet.
const (
	InTime  ReviewState = "in_time"
	Late    ReviewState = "late"
	Missing ReviewState = "missing"
	Open    ReviewState = "open"
)

// Attestation is the outcome that one reviewer signed.
type Attestation struct {
	Sequence    int64              `json:"sequence"`
	At          time.Time          `json:"at"`
	Reviewer    string             `json:"reviewer"`
	Fingerprint string             `json:"fingerprint,omitempty"` // of the key that signed
	Counts      bool               `json:"counts"`
	Problem     string             `json:"problem,omitempty"` // why it does not count
	Outcome     governance.Outcome `json:"outcome"`
	Remaining   []string           `json:"remaining,omitempty"`
	ExpiresAt   time.Time          `json:"expires_at,omitzero"`
	Reason      string             `json:"reason"`
	Evidence    map[string]string  `json:"evidence,omitempty"`
	Lacking     []string           `json:"evidence_missing,omitempty"` // keys that the review asks for
}

// Delegation hands a review to somebody else, signed by who does.
type Delegation struct {
	Sequence    int64     `json:"sequence"`
	At          time.Time `json:"at"`
	From        string    `json:"from"`
	To          string    `json:"to"`
	Reason      string    `json:"reason"`
	Fingerprint string    `json:"fingerprint,omitempty"` // of the key that signed
	Counts      bool      `json:"counts"`
	Problem     string    `json:"problem,omitempty"` // why it does not count
}

// Action is one write to the register.
type Action struct {
	Sequence int64           `json:"sequence"`
	At       time.Time       `json:"at"`
	Action   register.Action `json:"action"`
	Kind     governance.Kind `json:"kind"`
	ID       string          `json:"id"`
	Name     string          `json:"name"` // of the record, as far as the log tells
	Actor    string          `json:"actor"`
	Reason   string          `json:"reason,omitempty"`
	From     string          `json:"from_status,omitempty"` // where the write changed it
	To       string          `json:"to_status,omitempty"`
}

// Log is the part of the audit log that everything is derived from.
type Log struct {
	Size       int64     `json:"size"` // of the tree, in entries; 0 when nothing is proven
	Root       tlog.Hash `json:"root"`
	Checkpoint string    `json:"checkpoint,omitempty"` // signed note of that tree
	Unproven   string    `json:"unproven,omitempty"`   // why there are no proofs
	Entries    []Entry   `json:"entries"`
}

// Entry is one entry of the log with its proof.
type Entry struct {
	Sequence int64            `json:"sequence"`
	Entry    string           `json:"entry"` // the bytes that were hashed
	Hashes   tlog.RecordProof `json:"hashes,omitempty"`
}
