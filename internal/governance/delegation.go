package governance

import "time"

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
