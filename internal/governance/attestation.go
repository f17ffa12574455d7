package governance

import "time"

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
	oneOf(&p, "subject_kind", a.SubjectKind, KindEntitlement, KindEntitlementSet, KindIdentity, KindException, KindBreakGlass)
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
