package register

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var tenants = kind[governance.Tenant]{
	naming: naming{governance.KindTenant, "tenants r JOIN tenants t ON t.id = r.id", "r.slug"},
	table:  "tenants",
	tenant: "id",
	meta:   func(t *governance.Tenant) *governance.Meta { return &t.Meta },
	owner:  func(t *governance.Tenant) string { return t.ID },
	unique: []string{"slug"},
	place:  func(s *governance.Snapshot) *[]governance.Tenant { return &s.Tenants },
	fields: func(t *governance.Tenant) []field {
		return []field{
			plain("slug", &t.Slug),
			plain("name", &t.Name),
			plain("ring", &t.Ring),
			instant("contract_start", &t.ContractStart),
			instant("contract_end", &t.ContractEnd),
			plain("owner", &t.Owner),
			set("approved_vaults", &t.ApprovedVaults),
			dictionary("selector_tags", &t.Selectors.Tags),
			set("selector_accounts", &t.Selectors.Accounts),
			set("selector_addresses", &t.Selectors.Addresses),
			dictionary("labels", &t.Labels),
			plain("offboard", &t.Offboard),
		}
	},
	prepare: func(_ context.Context, tx *transaction, old, t *governance.Tenant) ([]governance.Problem, error) {
		switch {
		case old != nil && old.Slug != t.Slug:
			return []governance.Problem{problem("slug", "A slug never changes, and this one is %q: keys, selectors and pipelines carry it. Delete the tenant and create another.", old.Slug)}, nil
		case old == nil && tx.confined != nil && t.Slug == tx.confined.name:
			// The one tenant that may be written is being created.
			tx.confined.id = t.ID
		}
		return nil, nil
	},
	sweeps: func(t *governance.Tenant) bool { return t.Offboard },
}

func (s *store) Tenants() Collection[governance.Tenant] {
	return collection[governance.Tenant]{s, tenants}
}
