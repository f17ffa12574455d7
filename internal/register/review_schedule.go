package register

import (
	"context"
	"slices"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var reviewSchedules = kind[governance.ReviewSchedule]{
	naming: naming{governance.KindReviewSchedule, "review_schedules r JOIN tenants t ON t.id = r.tenant_id", "t.slug || '/' || r.name"},
	table:  "review_schedules",
	tenant: "tenant_id",
	meta:   func(s *governance.ReviewSchedule) *governance.Meta { return &s.Meta },
	owner:  func(s *governance.ReviewSchedule) string { return s.TenantID },
	unique: []string{"tenant_id", "name"},
	place:  func(s *governance.Snapshot) *[]governance.ReviewSchedule { return &s.ReviewSchedules },
	fields: func(s *governance.ReviewSchedule) []field {
		return []field{
			plain("tenant_id", &s.TenantID),
			plain("name", &s.Name),
			plain("subjects", &s.Subjects),
			set("selector_kinds", &s.Selector.Kinds),
			set("selector_environments", &s.Selector.Environments),
			plain("selector_privileged", &s.Selector.Privileged),
			dictionary("selector_labels", &s.Selector.Labels),
			plain("recurrence", &s.Recurrence),
			instant("anchor", &s.Anchor),
			set("reviewers", &s.Reviewers),
			set("fallback_reviewers", &s.FallbackReviewers),
			period("due_within", &s.DueWithin),
			plain("overdue_action", &s.OverdueAction),
			set("evidence", &s.Evidence),
		}
	},
	references: []reference[governance.ReviewSchedule]{{
		"selector.systems", governance.KindSystem, "r.id IN (SELECT review_schedule_id FROM review_schedule_systems WHERE system_id = $1)",
		func(s *governance.ReviewSchedule) []string { return s.Selector.SystemIDs },
	}},
	parts: []string{"review_schedule_systems"},
	save: func(ctx context.Context, tx *transaction, s *governance.ReviewSchedule) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM review_schedule_systems WHERE review_schedule_id = $1", s.ID); err != nil {
			return err
		}
		for _, id := range slices.Compact(slices.Sorted(slices.Values(s.Selector.SystemIDs))) {
			_, err := tx.ExecContext(ctx, "INSERT INTO review_schedule_systems (tenant_id, review_schedule_id, system_id) VALUES ($1, $2, $3)", s.TenantID, s.ID, id)
			if err != nil {
				return err
			}
		}
		return nil
	},
	// One query for any number of schedules: there are few, and a tenant's
	// selectors name few systems.
	load: func(ctx context.Context, tx *transaction, records []governance.ReviewSchedule) error {
		selected := map[string][]string{}
		err := tx.each(ctx, func(scan func(...any) error) error {
			var schedule, system string
			if err := scan(&schedule, &system); err != nil {
				return err
			}
			selected[schedule] = append(selected[schedule], system)
			return nil
		}, "SELECT review_schedule_id, system_id FROM review_schedule_systems WHERE review_schedule_id BETWEEN $1 AND $2 ORDER BY 1, 2",
			records[0].ID, records[len(records)-1].ID)
		for i := range records {
			records[i].Selector.SystemIDs = selected[records[i].ID]
		}
		return err
	},
}

func (s *store) ReviewSchedules() Collection[governance.ReviewSchedule] {
	return collection[governance.ReviewSchedule]{s, reviewSchedules}
}
