package lifecycle_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// More changes of access than a tenant's limit are not made at all; emergency
// access goes on, and so does the end of a contract that was announced.
func TestLimit(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		entitlements int
		ending       int
		max          int
		announced    bool // that the tenant leaves, and it has left
		done         int
	}{
		"a tenth":                     {20, 2, 0, false, 2},
		"more than a tenth":           {20, 3, 0, false, 0},
		"a part of ten rounds up":     {11, 2, 0, false, 2},
		"at least one":                {1, 1, 0, false, 1},
		"more than one of few":        {5, 2, 0, false, 0},
		"as many as allowed":          {20, 3, 3, false, 3},
		"more than allowed":           {20, 3, 2, false, 0},
		"everything of who has left":  {20, 20, 0, true, 20},
		"an announced end in advance": {20, 3, 0, true, 20},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHistory(t, size{tenants: 1, entitlements: 1, months: 1, step: time.Hour}, 9)
			c := h.tenants[0]
			s, err := h.kept.Snapshot(t.Context())
			h.must(err)
			ids := []string{s.Entitlements[0].ID}
			h.must(h.kept.Together(t.Context(), "test", func(ctx context.Context, tx register.Records) error {
				first := s.Entitlements[0]
				first.Status, first.StartsAt, first.ExpiresAt = governance.EntitlementActive, time.Time{}, time.Time{}
				for i := range test.entitlements {
					e := first
					if i < test.ending {
						e.ExpiresAt = h.now.Add(time.Hour)
					}
					if i == 0 {
						if _, err := tx.Entitlements().Update(ctx, e); err != nil {
							return err
						}
						continue
					}
					e.Meta, e.Privilege = governance.Meta{}, fmt.Sprintf("p-%02d", i)
					created, err := tx.Entitlements().Create(ctx, e)
					if err != nil {
						return err
					}
					ids = append(ids, created.ID)
				}
				return nil
			}))
			h.calm()
			h.now = h.now.Add(time.Hour)
			h.must(h.kept.Together(t.Context(), "test", func(ctx context.Context, tx register.Records) error {
				if test.announced {
					tenant := s.Tenants[0]
					tenant.ContractEnd, tenant.Offboard = h.now, true
					if _, err := tx.Tenants().Update(ctx, tenant); err != nil {
						return err
					}
				}
				return h.breakGlass(ctx, tx, c, s)
			}))
			r := lifecycle.Reconciler{Register: h.kept, Bundle: h.bundle, Now: h.now, Open: h.world.open, MaxActions: test.max}
			results, err := r.Run(t.Context(), c.record.Slug)
			h.must(err)
			done := 0
			for _, id := range ids {
				e, err := h.kept.Entitlements().Get(t.Context(), id)
				h.must(err)
				if !e.Granted {
					done++
				}
			}
			if done != test.done {
				t.Errorf("%d were taken away, want %d", done, test.done)
			}
			stopped := len(results[0].Problems) == 1 && strings.Contains(results[0].Problems[0].Text, "none of them was made")
			if stopped != (test.done == 0) {
				t.Errorf("problems: %v", results[0].Problems)
			}
			after, err := h.kept.Activations().List(t.Context(), c.record.ID)
			h.must(err)
			if len(after) != 1 || after[0].Granted == test.announced {
				t.Errorf("emergency access: %+v", after)
			}
		})
	}
}

// What a review left out of a set that was never given is not left in the system,
// whoever gave it: one run is enough.
func TestReducedBeforeItWasGiven(t *testing.T) {
	t.Parallel()
	h := newHistory(t, size{tenants: 1, entitlements: 15, months: 12, step: time.Hour}, 4)
	s, err := h.kept.Snapshot(t.Context())
	h.must(err)
	c, set := h.tenants[0], s.EntitlementSets[0]
	account := c.identities[2].Name
	h.world.of(c.own.ID).account(account)[system.Membership{Account: account, Privilege: "role-0"}] = true
	a := governance.Attestation{
		TenantID: c.record.ID, SourceID: c.schedule.ID, SubjectKind: governance.KindEntitlementSet, SubjectID: set.ID, DueAt: h.now,
		Outcome: governance.OutcomeReduce, Remaining: []string{"role-2"}, Reviewer: rita.name, Reason: "looked",
	}
	a.Signature = rita.signs(approval.AttestationNamespace, approval.OfAttestation(a, c.record.Slug))
	_, err = h.kept.Attestations().Create(t.Context(), a)
	h.must(err)
	_, _ = h.reconcile("")
	results, _ := h.reconcile("")
	h.nothingDue(results)
	h.agree()
}
