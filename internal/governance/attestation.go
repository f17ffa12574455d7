package governance

import (
	"slices"
	"time"
)

// Attestation is the outcome of one review, signed by who made it.
type Attestation struct {
	Meta
	TenantID    string            `json:"tenant_id"`
	SourceID    string            `json:"source_id"` // of the review schedule, or of the activation of break-glass access, that asked for the review
	SubjectKind Kind              `json:"subject_kind"`
	SubjectID   string            `json:"subject_id"`
	DueAt       time.Time         `json:"due_at"` // with source and subject, which review it is the outcome of
	Outcome     Outcome           `json:"outcome"`
	Remaining   []string          `json:"remaining,omitempty"` // reduce: the privileges that stay, as [Privilege.String] writes them
	ExpiresAt   time.Time         `json:"expires_at,omitzero"` // reduce: the end from now on, earlier than before
	Reviewer    string            `json:"reviewer"`            // a principal of allowed_signers
	Reason      string            `json:"reason"`
	Evidence    map[string]string `json:"evidence,omitempty"` // what the schedule asks for
	Signature   string            `json:"signature"`          // armored OpenSSH signature over all of the above
}

// Outcome is what a review decided.
type Outcome string

// The outcomes of reviews.
const (
	OutcomeKeep   Outcome = "keep"
	OutcomeRevoke Outcome = "revoke"
	OutcomeReduce Outcome = "reduce"
)

// Validate returns every broken rule of the record by itself.
func (a Attestation) Validate() []Problem {
	var p problems
	p.required("tenant", a.TenantID)
	p.required("source", a.SourceID)
	p.required("subject", a.SubjectID)
	p.required("reviewer", a.Reviewer)
	p.required("reason", a.Reason)
	p.required("signature", a.Signature)
	oneOf(&p, "outcome", a.Outcome, OutcomeKeep, OutcomeRevoke, OutcomeReduce)
	if a.DueAt.IsZero() {
		p.add("due_at", "It must be set: an attestation is about one due date.")
	}
	reduces := len(a.Remaining) > 0 || !a.ExpiresAt.IsZero()
	switch {
	case a.Outcome == OutcomeReduce && !reduces:
		p.add("outcome", "To reduce is to say what remains: privileges of a set, or an earlier end.")
	case a.Outcome != OutcomeReduce && reduces:
		p.add("outcome", "Only an outcome that reduces says what remains.")
	}
	return p
}

// Delegation hands one review from one reviewer to another person.
type Delegation struct {
	Meta
	TenantID  string    `json:"tenant_id"`
	SourceID  string    `json:"source_id"` // with subject and due date, as in [Attestation]
	SubjectID string    `json:"subject_id"`
	DueAt     time.Time `json:"due_at"`
	From      string    `json:"from"`
	To        string    `json:"to"`
	Reason    string    `json:"reason"`
	Signature string    `json:"signature"` // of From, armored
}

// Validate returns every broken rule of the record by itself.
func (d Delegation) Validate() []Problem {
	var p problems
	p.required("tenant", d.TenantID)
	p.required("source", d.SourceID)
	p.required("subject", d.SubjectID)
	p.required("from", d.From)
	p.required("to", d.To)
	p.required("reason", d.Reason)
	p.required("signature", d.Signature)
	if d.DueAt.IsZero() {
		p.add("due_at", "It must be set: one review is handed over, not all to come.")
	}
	if d.From == d.To && d.To != "" {
		p.add("to", "A review is handed to somebody else.")
	}
	return p
}

// Activation is one use of break-glass access, by one of its activators.
type Activation struct {
	Meta
	TenantID     string    `json:"tenant_id"`
	BreakGlassID string    `json:"break_glass_id"`
	Activator    string    `json:"activator"`
	Reason       string    `json:"reason"`
	StartsAt     time.Time `json:"starts_at"`
	EndsAt       time.Time `json:"ends_at"`            // exclusive, and never later than the access allows
	EndedAt      time.Time `json:"ended_at,omitzero"`  // when somebody or the clock ended it
	EndedBy      string    `json:"ended_by,omitempty"` // who did
	Granted      bool      `json:"granted"`            // the system has it, as last carried out
	Signature    string    `json:"signature"`          // of the activator, armored
}

// Validate returns every broken rule of the record by itself.
func (a Activation) Validate() []Problem {
	var p problems
	p.required("tenant", a.TenantID)
	p.required("break_glass", a.BreakGlassID)
	p.required("activator", a.Activator)
	p.required("reason", a.Reason)
	p.required("signature", a.Signature)
	if a.StartsAt.IsZero() || a.EndsAt.IsZero() {
		p.add("ends_at", "An activation has a start and an end.")
	}
	p.endAfterStart("ends_at", a.StartsAt, a.EndsAt)
	return p
}

// OpenAt reports whether the activation gives access at an instant.
func (a Activation) OpenAt(now time.Time) bool {
	return !now.Before(a.StartsAt) && now.Before(a.End())
}

// End is when the access ended, or is going to.
func (a Activation) End() time.Time {
	if !a.EndedAt.IsZero() && a.EndedAt.Before(a.EndsAt) {
		return a.EndedAt
	}
	return a.EndsAt
}

// MayActivate reports whether a person is one of the activators.
func (b BreakGlass) MayActivate(person string) bool { return slices.Contains(b.Activators, person) }
