package register

import "github.com/nhi-governance/terraform-provider-nhi/internal/governance"

var variations = kind[governance.Variation]{
	naming: naming{governance.KindVariation, "variations r JOIN tenants t ON t.id = r.tenant_id", "t.slug || '/' || r.control || '/' || r.parameter"},
	table:  "variations",
	tenant: "tenant_id",
	meta:   func(v *governance.Variation) *governance.Meta { return &v.Meta },
	owner:  func(v *governance.Variation) string { return v.TenantID },
	unique: []string{"tenant_id", "control", "parameter"},
	place:  func(s *governance.Snapshot) *[]governance.Variation { return &s.Variations },
	fields: func(v *governance.Variation) []field {
		return []field{
			plain("tenant_id", &v.TenantID),
			plain("control", &v.Control),
			plain("parameter", &v.Parameter),
			plain("value", &v.Value),
			plain("reason", &v.Reason),
			plain("requested_by", &v.RequestedBy),
			instant("expires_at", &v.ExpiresAt),
			set("approvals", &v.Approvals),
			optional("status", &v.Status),
		}
	},
}

func (s *store) Variations() Collection[governance.Variation] {
	return collection[governance.Variation]{s, variations}
}
