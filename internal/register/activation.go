package register

import (
	"context"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var activations = kind[governance.Activation]{
	naming: naming{governance.KindActivation,
		"activations r JOIN tenants t ON t.id = r.tenant_id LEFT JOIN (" +
			"SELECT b.id, i.name || '/' || s.name || '/' || b.privilege || CASE b.scope WHEN '' THEN '' ELSE '@' || b.scope END AS key " +
			"FROM break_glass b JOIN identities i ON i.id = b.identity_id JOIN systems s ON s.id = b.system_id) b ON b.id = r.break_glass_id",
		"t.slug || '/' || coalesce(b.key, r.break_glass_id)"},
	table:   "activations",
	tenant:  "tenant_id",
	history: true,
	signed:  true,
	closing: []string{"ended_at", "ended_by", "granted"},
	meta:    func(a *governance.Activation) *governance.Meta { return &a.Meta },
	owner:   func(a *governance.Activation) string { return a.TenantID },
	place:   func(s *governance.Snapshot) *[]governance.Activation { return &s.Activations },
	fields: func(a *governance.Activation) []field {
		return []field{
			plain("tenant_id", &a.TenantID),
			plain("break_glass_id", &a.BreakGlassID),
			plain("activator", &a.Activator),
			plain("reason", &a.Reason),
			instant("starts_at", &a.StartsAt),
			instant("ends_at", &a.EndsAt),
			instant("ended_at", &a.EndedAt),
			plain("ended_by", &a.EndedBy),
			plain("granted", &a.Granted),
			plain("signature", &a.Signature),
		}
	},
	// Emergency access is not to be deleted to escape the review of its use. After
	// that review, the use of access that has gone is history.
	references: []reference[governance.Activation]{{
		"break_glass", governance.KindBreakGlass,
		"r.break_glass_id = $1 AND NOT EXISTS (SELECT 1 FROM attestations a WHERE a.tenant_id = r.tenant_id AND a.source_id = r.id)",
		func(*governance.Activation) []string { return nil },
	}},
	origins: func(a *governance.Activation) []origin {
		return []origin{{"break_glass", a.BreakGlassID, []governance.Kind{governance.KindBreakGlass}}}
	},
	prepare: func(ctx context.Context, tx *transaction, old, a *governance.Activation) (problems []governance.Problem, err error) {
		switch {
		case old != nil && !old.EndedAt.IsZero() && (!a.EndedAt.Equal(old.EndedAt) || a.EndedBy != old.EndedBy):
			return []governance.Problem{problem("ended_at", "%s ended it at %s, and it does not open again: that takes another signature.", old.EndedBy, old.EndedAt.Format(time.RFC3339))}, nil
		case !a.EndedAt.IsZero():
			return nil, nil
		}
		err = tx.each(ctx, func(scan func(...any) error) error {
			var activator string
			var until time.Time
			if err := scan(&activator, instant("", &until).into); err != nil {
				return err
			}
			problems = append(problems, problem("break_glass", "%s has activated it already, until %s. One activation is open at a time: end that first.", activator, until.Format(time.RFC3339)))
			return nil
		}, "SELECT activator, ends_at FROM activations WHERE break_glass_id = $1 AND ended_at IS NULL AND id <> $2", a.BreakGlassID, a.ID)
		return problems, err
	},
}

func (s *store) Activations() Collection[governance.Activation] {
	return collection[governance.Activation]{s, activations}
}
