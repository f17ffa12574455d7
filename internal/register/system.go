package register

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var systems = kind[governance.System]{
	naming: systemNames,
	table:  "systems",
	tenant: "tenant_id",
	meta:   func(s *governance.System) *governance.Meta { return &s.Meta },
	owner:  func(s *governance.System) string { return s.TenantID },
	unique: []string{"tenant_id", "name"},
	fields: func(s *governance.System) []field {
		return []field{
			optional("tenant_id", &s.TenantID),
			plain("name", &s.Name),
			plain("kind", &s.Kind),
			dictionary("config", &s.Config),
		}
	},
	// Shared is not stored: it is what a system without a tenant is.
	load: func(_ context.Context, _ *transaction, records []governance.System) error {
		for i := range records {
			records[i].Shared = records[i].TenantID == ""
		}
		return nil
	},
	prepare: func(ctx context.Context, tx *transaction, _, s *governance.System) ([]governance.Problem, error) {
		return owned(ctx, tx, s.TenantID)
	},
	release: func(ctx context.Context, tx *transaction, s *governance.System) error {
		users, err := entitlementNames.all(ctx, tx, "r.system_id = $1", s.ID)
		if err != nil {
			return err
		}
		if len(users) > 0 {
			return inUse("Entitlements are held in system "+s.Name, users, "Delete them first.")
		}
		users, err = reviewScheduleNames.all(ctx, tx, "r.id IN (SELECT review_schedule_id FROM review_schedule_systems WHERE system_id = $1)", s.ID)
		if err != nil || len(users) == 0 {
			return err
		}
		return inUse("Review schedules select system "+s.Name, users, "Take it out of their selectors first.")
	},
}
