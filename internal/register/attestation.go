package register

import "github.com/nhi-governance/terraform-provider-nhi/internal/governance"

// Attestations and delegations are history, and stay until their tenant goes,
// when what they are about may have long gone: it is their origin.

// sources are what asks for reviews.
var sources = []governance.Kind{governance.KindReviewSchedule, governance.KindActivation}

var attestations = kind[governance.Attestation]{
	naming:  naming{governance.KindAttestation, "attestations r JOIN tenants t ON t.id = r.tenant_id", "t.slug || '/' || r.subject_id"},
	table:   "attestations",
	tenant:  "tenant_id",
	history: true,
	signed:  true,
	meta:    func(a *governance.Attestation) *governance.Meta { return &a.Meta },
	owner:   func(a *governance.Attestation) string { return a.TenantID },
	unique:  []string{"tenant_id", "source_id", "subject_id", "due_at"},
	place:   func(s *governance.Snapshot) *[]governance.Attestation { return &s.Attestations },
	fields: func(a *governance.Attestation) []field {
		return []field{
			plain("tenant_id", &a.TenantID),
			plain("source_id", &a.SourceID),
			plain("subject_kind", &a.SubjectKind),
			plain("subject_id", &a.SubjectID),
			instant("due_at", &a.DueAt),
			plain("outcome", &a.Outcome),
			set("remaining", &a.Remaining),
			instant("expires_at", &a.ExpiresAt),
			plain("reviewer", &a.Reviewer),
			plain("reason", &a.Reason),
			dictionary("evidence", &a.Evidence),
			plain("signature", &a.Signature),
		}
	},
	origins: func(a *governance.Attestation) []origin {
		return []origin{{"subject", a.SubjectID, []governance.Kind{a.SubjectKind}}, {"source", a.SourceID, sources}}
	},
}

var delegations = kind[governance.Delegation]{
	naming:  naming{governance.KindDelegation, "delegations r JOIN tenants t ON t.id = r.tenant_id", "t.slug || '/' || r.subject_id"},
	table:   "delegations",
	tenant:  "tenant_id",
	history: true,
	signed:  true,
	meta:    func(d *governance.Delegation) *governance.Meta { return &d.Meta },
	owner:   func(d *governance.Delegation) string { return d.TenantID },
	place:   func(s *governance.Snapshot) *[]governance.Delegation { return &s.Delegations },
	fields: func(d *governance.Delegation) []field {
		return []field{
			plain("tenant_id", &d.TenantID),
			plain("source_id", &d.SourceID),
			plain("subject_id", &d.SubjectID),
			instant("due_at", &d.DueAt),
			plain("from_reviewer", &d.From),
			plain("to_reviewer", &d.To),
			plain("reason", &d.Reason),
			plain("signature", &d.Signature),
		}
	},
	origins: func(d *governance.Delegation) []origin {
		return []origin{{"source", d.SourceID, sources}}
	},
}

func (s *store) Attestations() Collection[governance.Attestation] {
	return collection[governance.Attestation]{s, attestations}
}

func (s *store) Delegations() Collection[governance.Delegation] {
	return collection[governance.Delegation]{s, delegations}
}
