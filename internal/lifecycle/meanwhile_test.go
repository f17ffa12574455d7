package lifecycle_test

import (
	"context"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// What somebody records and gives after the records were read and before the system
// is asked, as terraform apply does, is no drift.
func TestGivenWhileLooking(t *testing.T) {
	t.Parallel()
	h := newHistory(t, size{tenants: 1, entitlements: 5, months: 12, step: time.Hour}, 1)
	h.calm()
	c := h.tenants[0]
	account := c.identities[0].Name
	given := system.Membership{Account: account, Privilege: "just-given"}
	apply := func() {
		e := governance.Entitlement{IdentityID: c.identities[0].ID, SystemID: c.own.ID, Privilege: given.Privilege, Justification: "work", Status: governance.EntitlementActive}
		e, err := h.kept.Entitlements().Create(t.Context(), e)
		h.must(err)
		h.world.of(c.own.ID).account(account)[given] = true
		e.Granted = true
		_, err = h.kept.Entitlements().Update(t.Context(), e)
		h.must(err)
	}
	r := lifecycle.Reconciler{
		Register: h.kept, Bundle: h.bundle, Now: h.now, MaxActions: 1 << 30,
		Open: func(ctx context.Context, record governance.System) (system.System, error) {
			if record.ID == c.own.ID {
				apply()
			}
			return h.world.open(ctx, record)
		},
	}
	results, err := r.Run(t.Context(), "")
	h.must(err)
	h.nothingDue(results)
	if !h.world.of(c.own.ID).has[account][given] {
		t.Error("it was taken back")
	}
}
