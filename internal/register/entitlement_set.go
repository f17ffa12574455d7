package register

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var entitlementSets = kind[governance.EntitlementSet]{
	naming: naming{governance.KindEntitlementSet,
		"entitlement_sets r JOIN tenants t ON t.id = r.tenant_id JOIN identities i ON i.id = r.identity_id JOIN systems s ON s.id = r.system_id",
		"t.slug || '/' || i.name || '/' || s.name"},
	table:  "entitlement_sets",
	tenant: "tenant_id",
	meta:   func(s *governance.EntitlementSet) *governance.Meta { return &s.Meta },
	owner:  func(s *governance.EntitlementSet) string { return s.TenantID },
	unique: []string{"identity_id", "system_id"},
	place:  func(s *governance.Snapshot) *[]governance.EntitlementSet { return &s.EntitlementSets },
	fields: func(s *governance.EntitlementSet) []field {
		return []field{
			plain("tenant_id", &s.TenantID),
			plain("identity_id", &s.IdentityID),
			plain("system_id", &s.SystemID),
			plain("justification", &s.Justification),
			instant("starts_at", &s.StartsAt),
			instant("expires_at", &s.ExpiresAt),
			optional("review_schedule_id", &s.ReviewScheduleID),
			set("terraform_addresses", &s.TerraformAddresses),
			optional("status", &s.Status),
			plain("granted", &s.Granted),
			instant("quarantined_at", &s.QuarantinedAt),
		}
	},
	references: []reference[governance.EntitlementSet]{
		refersTo("identity", governance.KindIdentity, "identity_id", func(s *governance.EntitlementSet) string { return s.IdentityID }),
		refersTo("system", governance.KindSystem, "system_id", func(s *governance.EntitlementSet) string { return s.SystemID }),
		refersTo("review_schedule", governance.KindReviewSchedule, "review_schedule_id", func(s *governance.EntitlementSet) string { return s.ReviewScheduleID }),
	},
	exclusions: []exclusion[governance.EntitlementSet]{
		{governance.KindEntitlement, samePair,
			func(s *governance.EntitlementSet) [][]any { return [][]any{{s.IdentityID, s.SystemID}} },
			"A set declares everything that the identity holds in the system, and the entitlement %s declares a part of it. Take the privilege into the set and delete the entitlement first, or leave out the set."},
		{governance.KindBreakGlass, samePrivilege,
			func(s *governance.EntitlementSet) (rows [][]any) {
				for _, p := range s.Privileges {
					rows = append(rows, []any{s.IdentityID, s.SystemID, p.Name, p.Scope})
				}
				return rows
			},
			"The privilege is kept for emergencies, as the break-glass access %s. An identity that always holds it needs no glass to break: delete one of the two."},
	},
	// The tenant of a set is that of its identity, and a quarantine begins when it is
	// recorded, whatever was given.
	prepare: func(ctx context.Context, tx *transaction, old, s *governance.EntitlementSet) (_ []governance.Problem, err error) {
		if old == nil {
			old = new(governance.EntitlementSet)
		}
		s.QuarantinedAt = tx.quarantined(old.Status, old.QuarantinedAt, s.Status)
		s.TenantID, _, err = identities.tenantOf(ctx, tx, s.IdentityID)
		return nil, err
	},
	parts: []string{"entitlement_set_privileges"},
	save: func(ctx context.Context, tx *transaction, s *governance.EntitlementSet) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM entitlement_set_privileges WHERE entitlement_set_id = $1", s.ID); err != nil {
			return err
		}
		for _, p := range s.Privileges {
			_, err := tx.ExecContext(ctx, "INSERT INTO entitlement_set_privileges (tenant_id, entitlement_set_id, privilege, scope, privileged) VALUES ($1, $2, $3, $4, $5)",
				s.TenantID, s.ID, p.Name, p.Scope, p.Privileged)
			if err != nil {
				return err
			}
		}
		return nil
	},
	// One query for any number of sets.
	load: func(ctx context.Context, tx *transaction, records []governance.EntitlementSet) error {
		declared := map[string][]governance.Privilege{}
		err := tx.each(ctx, func(scan func(...any) error) error {
			var id string
			var p governance.Privilege
			if err := scan(&id, &p.Name, &p.Scope, &p.Privileged); err != nil {
				return err
			}
			declared[id] = append(declared[id], p)
			return nil
		}, "SELECT entitlement_set_id, privilege, scope, privileged FROM entitlement_set_privileges WHERE entitlement_set_id BETWEEN $1 AND $2",
			records[0].ID, records[len(records)-1].ID)
		for i := range records {
			records[i].Privileges = declared[records[i].ID]
			records[i].Sort() // databases do not agree on the order of text
		}
		return err
	},
}

func (s *store) EntitlementSets() Collection[governance.EntitlementSet] {
	return collection[governance.EntitlementSet]{s, entitlementSets}
}
