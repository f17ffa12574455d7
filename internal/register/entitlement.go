package register

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var entitlements = kind[governance.Entitlement]{
	naming: entitlementNames,
	table:  "entitlements",
	tenant: "tenant_id",
	meta:   func(e *governance.Entitlement) *governance.Meta { return &e.Meta },
	owner:  func(e *governance.Entitlement) string { return e.TenantID },
	unique: []string{"identity_id", "system_id", "privilege", "scope"},
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
		}
	},
	// The tenant of an entitlement is that of its identity, whatever was given.
	prepare: func(ctx context.Context, tx *transaction, _, e *governance.Entitlement) ([]governance.Problem, error) {
		var problems []governance.Problem
		owner, found, err := tenantOf(ctx, tx, "identities", "tenant_id", e.IdentityID)
		if err != nil {
			return nil, err
		}
		if !found && e.IdentityID != "" {
			problems = append(problems, lost("identity", governance.KindIdentity, e.IdentityID))
		}
		e.TenantID = owner
		system, err := refers(ctx, tx, "system", "systems", governance.KindSystem, e.SystemID, e.TenantID)
		if err != nil {
			return nil, err
		}
		schedule, err := refers(ctx, tx, "review_schedule", "review_schedules", governance.KindReviewSchedule, e.ReviewScheduleID, e.TenantID)
		return append(append(problems, system...), schedule...), err
	},
}
