package register

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var exceptions = kind[governance.Exception]{
	naming: exceptionNames,
	table:  "exceptions",
	tenant: "tenant_id",
	meta:   func(e *governance.Exception) *governance.Meta { return &e.Meta },
	owner:  func(e *governance.Exception) string { return e.TenantID },
	fields: func(e *governance.Exception) []field {
		return []field{
			plain("tenant_id", &e.TenantID),
			plain("control", &e.Control),
			set("targets", &e.Targets),
			plain("category", &e.Category),
			plain("reason", &e.Reason),
			plain("mitigation", &e.Mitigation),
			dictionary("evidence", &e.Evidence),
			plain("requested_by", &e.RequestedBy),
			instant("starts_at", &e.StartsAt),
			instant("expires_at", &e.ExpiresAt),
			set("approvals", &e.Approvals),
			instant("revoked_at", &e.RevokedAt),
			optional("status", &e.Status),
		}
	},
	prepare: func(ctx context.Context, tx *transaction, _, e *governance.Exception) ([]governance.Problem, error) {
		return owned(ctx, tx, e.TenantID)
	},
}
