package register

import (
	"context"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var entitlements = kind[governance.Entitlement]{
	naming: naming{governance.KindEntitlement,
		"entitlements r JOIN tenants t ON t.id = r.tenant_id JOIN identities i ON i.id = r.identity_id JOIN systems s ON s.id = r.system_id",
		"t.slug || '/' || i.name || '/' || s.name || '/' || r.privilege || CASE r.scope WHEN '' THEN '' ELSE '@' || r.scope END"},
	table:  "entitlements",
	tenant: "tenant_id",
	meta:   func(e *governance.Entitlement) *governance.Meta { return &e.Meta },
	owner:  func(e *governance.Entitlement) string { return e.TenantID },
	unique: []string{"identity_id", "system_id", "privilege", "scope"},
	place:  func(s *governance.Snapshot) *[]governance.Entitlement { return &s.Entitlements },
	fields: func(e *governance.Entitlement) []field {
		return []field{
			plain("tenant_id", &e.TenantID),
			plain("identity_id", &e.IdentityID),
			plain("system_id", &e.SystemID),
			plain("privilege", &e.Privilege),
			plain("scope", &e.Scope),
			plain("privileged", &e.Privileged),
			plain("justification", &e.Justification),
			instant("starts_at", &e.StartsAt),
			instant("expires_at", &e.ExpiresAt),
			optional("review_schedule_id", &e.ReviewScheduleID),
			set("terraform_addresses", &e.TerraformAddresses),
			optional("status", &e.Status),
			plain("granted", &e.Granted),
			instant("quarantined_at", &e.QuarantinedAt),
		}
	},
	references: []reference[governance.Entitlement]{
		refersTo("identity", governance.KindIdentity, "identity_id", func(e *governance.Entitlement) string { return e.IdentityID }),
		refersTo("system", governance.KindSystem, "system_id", func(e *governance.Entitlement) string { return e.SystemID }),
		refersTo("review_schedule", governance.KindReviewSchedule, "review_schedule_id", func(e *governance.Entitlement) string { return e.ReviewScheduleID }),
	},
	exclusions: []exclusion[governance.Entitlement]{
		{governance.KindEntitlementSet, samePair,
			func(e *governance.Entitlement) [][]any { return [][]any{{e.IdentityID, e.SystemID}} },
			"The entitlement set %s declares everything that the identity holds in the system. Add the privilege there, or delete the set first."},
		{governance.KindBreakGlass, samePrivilege,
			func(e *governance.Entitlement) [][]any {
				return [][]any{{e.IdentityID, e.SystemID, e.Privilege, e.Scope}}
			},
			"The privilege is kept for emergencies, as the break-glass access %s. An identity that always holds it needs no glass to break: delete one of the two."},
	},
	// The tenant of an entitlement is that of its identity, and a quarantine begins
	// when it is recorded, whatever was given.
	prepare: func(ctx context.Context, tx *transaction, old, e *governance.Entitlement) (_ []governance.Problem, err error) {
		if old == nil {
			old = new(governance.Entitlement)
		}
		e.QuarantinedAt = tx.quarantined(old.Status, old.QuarantinedAt, e.Status)
		e.TenantID, _, err = identities.tenantOf(ctx, tx, e.IdentityID)
		return nil, err
	},
}

// quarantined is since when something is quarantined that was of a status before:
// a quarantine that is older than the register's knowledge of it stays without.
func (tx *transaction) quarantined(before governance.EntitlementStatus, since time.Time, status governance.EntitlementStatus) time.Time {
	switch {
	case status != governance.EntitlementQuarantined:
		return time.Time{}
	case before == governance.EntitlementQuarantined:
		return since
	default:
		return tx.now
	}
}

func (s *store) Entitlements() Collection[governance.Entitlement] {
	return collection[governance.Entitlement]{s, entitlements}
}
