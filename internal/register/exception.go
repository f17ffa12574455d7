package register

import "github.com/nhi-governance/terraform-provider-nhi/internal/governance"

var exceptions = kind[governance.Exception]{
	naming: naming{governance.KindException, "exceptions r JOIN tenants t ON t.id = r.tenant_id", "t.slug || '/' || r.control"},
	table:  "exceptions",
	tenant: "tenant_id",
	meta:   func(e *governance.Exception) *governance.Meta { return &e.Meta },
	owner:  func(e *governance.Exception) string { return e.TenantID },
	place:  func(s *governance.Snapshot) *[]governance.Exception { return &s.Exceptions },
	fields: func(e *governance.Exception) []field {
		return []field{
			plain("tenant_id", &e.TenantID),
			plain("control", &e.Control),
			set("targets", &e.Targets),
			plain("category", &e.Category),
			plain("reason", &e.Reason),
			plain("mitigation", &e.Mitigation),
			dictionary("evidence", &e.Evidence),
			plain("requested_by", &e.RequestedBy),
			instant("starts_at", &e.StartsAt),
			instant("expires_at", &e.ExpiresAt),
			set("approvals", &e.Approvals),
			instant("revoked_at", &e.RevokedAt),
			optional("status", &e.Status),
		}
	},
}

func (s *store) Exceptions() Collection[governance.Exception] {
	return collection[governance.Exception]{s, exceptions}
}
