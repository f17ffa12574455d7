package lifecycle_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// crashAt ends a run at a point of a kind of action.
type crashAt struct {
	point lifecycle.Point
	kind  lifecycle.Kind
}

func (c crashAt) Passed(point lifecycle.Point, a lifecycle.Action) {
	if point == c.point && a.Kind == c.kind {
		panic(errCrash)
	}
}

// crash runs until there.
func (h *history) crash(at crashAt) {
	h.Helper()
	defer func() {
		switch crash := recover(); crash {
		case errCrash:
		case nil:
			h.Fatalf("the run did not come to %s of %s", at.point, at.kind)
		default:
			panic(crash)
		}
	}()
	r := lifecycle.Reconciler{Register: h.kept, Bundle: h.bundle, Now: h.now, Open: h.world.open, MaxActions: 1 << 30, Witness: at}
	_, err := r.Run(h.Context(), "")
	h.must(err)
}

// Emergency access that was given by a run which could not record that any more is
// taken away at the end of its window, whatever controls say of drift.
func TestEmergencyAccessEndsAfterACrash(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*history){
		"by the clock": func(h *history) { h.now = h.now.Add(11 * time.Hour) },
		"by somebody": func(h *history) {
			all, err := h.kept.Activations().List(h.Context(), "")
			h.must(err)
			ended := all[0]
			ended.EndedAt, ended.EndedBy, ended.Granted = h.now.Add(time.Minute), "sam", true
			_, err = h.kept.Activations().Update(h.Context(), ended)
			h.must(err)
			h.now = h.now.Add(time.Minute)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHistory(t, size{tenants: 1, entitlements: 5, months: 12, step: time.Hour}, 3)
			h.bundle.Controls[2].Action = governance.ActionTicket // of drift
			h.calm()
			c := h.tenants[0]
			s, err := h.kept.Snapshot(t.Context())
			h.must(err)
			h.must(h.kept.Together(t.Context(), "emergency", func(ctx context.Context, tx register.Records) error {
				return h.breakGlass(ctx, tx, c, s)
			}))
			h.crash(crashAt{lifecycle.Stepped, lifecycle.OpenBreakGlass})
			account := c.identities[0].Name
			given := system.Membership{Account: account, Privilege: c.glass.Privilege}
			for !h.world.of(c.own.ID).has[account][given] {
				h.crash(crashAt{lifecycle.Stepped, lifecycle.OpenBreakGlass}) // the end of the account was first
			}
			end(h)
			h.calm()
			if h.world.of(c.own.ID).has[account][given] {
				t.Error("the system still has it after its end")
			}
			h.agree()
		})
	}
}

// during does something while an action is carried out.
type during struct {
	crashAt
	do func()
}

func (d *during) Passed(point lifecycle.Point, a lifecycle.Action) {
	if point == d.point && a.Kind == d.kind && d.do != nil {
		d.do()
		d.do = nil
	}
}

// What a run gives for a record that is deleted just then, as by terraform destroy,
// it takes back: no record would ever have anybody look for it again.
func TestGivenForWhatIsGone(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]lifecycle.Kind{"granted": lifecycle.Grant, "given back": lifecycle.GiveBack} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHistory(t, size{tenants: 1, entitlements: 1, months: 12, step: time.Hour}, 1)
			s, err := h.kept.Snapshot(t.Context())
			h.must(err)
			e := s.Entitlements[0]
			e.Status, e.StartsAt, e.ExpiresAt = governance.EntitlementActive, time.Time{}, time.Time{}
			_, err = h.kept.Entitlements().Update(t.Context(), e)
			h.must(err)
			account := h.tenants[0].identities[0].Name
			given := system.Membership{Account: account, Privilege: e.Privilege}
			d := h.world.of(e.SystemID)
			if kind == lifecycle.GiveBack {
				h.calm()
				delete(d.has[account], given)
			}
			gone := &during{crashAt{lifecycle.Stepped, kind}, func() { h.must(h.kept.Entitlements().Delete(t.Context(), e.ID, 0)) }}
			r := lifecycle.Reconciler{Register: h.kept, Bundle: h.bundle, Now: h.now, Open: h.world.open, MaxActions: 1 << 30, Witness: gone}
			results, err := r.Run(t.Context(), "")
			h.must(err)
			if gone.do != nil {
				t.Fatalf("the run came to no %s", kind)
			}
			if d.has[account][given] {
				t.Error("the system has what no record says")
			}
			if p := results[0].Problems; len(p) != 1 || !strings.Contains(p[0].Text, "could not be recorded") {
				t.Errorf("problems: %v", p)
			}
		})
	}
}
