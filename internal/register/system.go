package register

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var systems = kind[governance.System]{
	naming: naming{governance.KindSystem, "systems r LEFT JOIN tenants t ON t.id = r.tenant_id",
		"coalesce(t.slug, '" + governance.SharedSlug + "') || '/' || r.name"},
	table:  "systems",
	tenant: "tenant_id",
	shared: true,
	meta:   func(s *governance.System) *governance.Meta { return &s.Meta },
	owner:  func(s *governance.System) string { return s.TenantID },
	unique: []string{"tenant_id", "name"},
	place:  func(s *governance.Snapshot) *[]governance.System { return &s.Systems },
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
}

func (s *store) Systems() Collection[governance.System] {
	return collection[governance.System]{s, systems}
}
