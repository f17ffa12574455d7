package register

import "github.com/nhi-governance/terraform-provider-nhi/internal/governance"

var breakGlass = kind[governance.BreakGlass]{
	naming: naming{governance.KindBreakGlass,
		"break_glass r JOIN tenants t ON t.id = r.tenant_id JOIN identities i ON i.id = r.identity_id JOIN systems s ON s.id = r.system_id",
		"t.slug || '/' || i.name || '/' || s.name || '/' || r.privilege || CASE r.scope WHEN '' THEN '' ELSE '@' || r.scope END"},
	table:  "break_glass",
	tenant: "tenant_id",
	meta:   func(b *governance.BreakGlass) *governance.Meta { return &b.Meta },
	owner:  func(b *governance.BreakGlass) string { return b.TenantID },
	unique: []string{"identity_id", "system_id", "privilege", "scope"},
	place:  func(s *governance.Snapshot) *[]governance.BreakGlass { return &s.BreakGlass },
	fields: func(b *governance.BreakGlass) []field {
		return []field{
			plain("tenant_id", &b.TenantID),
			plain("identity_id", &b.IdentityID),
			plain("system_id", &b.SystemID),
			plain("privilege", &b.Privilege),
			plain("scope", &b.Scope),
			period("max_duration", &b.MaxDuration),
			period("review_within", &b.ReviewWithin),
			set("activators", &b.Activators),
			plain("reason", &b.Reason),
			plain("requested_by", &b.RequestedBy),
			set("approvals", &b.Approvals),
			instant("revoked_at", &b.RevokedAt),
			optional("status", &b.Status),
		}
	},
	references: []reference[governance.BreakGlass]{
		refersTo("identity", governance.KindIdentity, "identity_id", func(b *governance.BreakGlass) string { return b.IdentityID }),
		refersTo("system", governance.KindSystem, "system_id", func(b *governance.BreakGlass) string { return b.SystemID }),
	},
	exclusions: []exclusion[governance.BreakGlass]{
		{governance.KindEntitlement, samePrivilege, emergency,
			"The identity holds the privilege anyway, by the entitlement %s. Break-glass access is for what nobody holds day by day: delete one of the two."},
		{governance.KindEntitlementSet, inSet, emergency,
			"The identity holds the privilege anyway, by the entitlement set %s. Break-glass access is for what nobody holds day by day: take it out of one of the two."},
	},
}

func emergency(b *governance.BreakGlass) [][]any {
	return [][]any{{b.IdentityID, b.SystemID, b.Privilege, b.Scope}}
}

func (s *store) BreakGlass() Collection[governance.BreakGlass] {
	return collection[governance.BreakGlass]{s, breakGlass}
}
