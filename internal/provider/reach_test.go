package provider

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/access"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// counted is a system whose observations are counted.
type counted struct {
	system.System
	observations atomic.Int64
}

func (c *counted) Observe(ctx context.Context, accounts ...string) (system.Observation, error) {
	c.observations.Add(1)
	return c.System.Observe(ctx, accounts...)
}

// record puts the server into a register as the system of a tenant, and gives it
// so many accounts that each have an entitlement.
func (c *cluster) record(w *world, accounts int) (entitlements []governance.Entitlement) {
	c.t.Helper()
	w.behind(func(ctx context.Context, kept register.Register) error {
		tenant, err := kept.Tenants().Create(ctx, aTenant("acme"))
		if err != nil {
			return err
		}
		where, err := kept.Systems().Create(ctx, governance.System{TenantID: tenant.ID, Name: "directory", Kind: governance.SystemPostgreSQL, Config: map[string]string{"url": c.url()}})
		if err != nil {
			return err
		}
		for n := range accounts {
			name := fmt.Sprintf("svc-%d", n)
			c.sql(fmt.Sprintf(`CREATE ROLE %q LOGIN IN ROLE readers`, name))()
			identity, err := kept.Identities().Create(ctx, governance.Identity{
				TenantID: tenant.ID, Name: name, Kind: governance.Bot, Owner: "jane@acme.example", Purpose: "Posts.", Environment: "production",
			})
			if err != nil {
				return err
			}
			e, err := kept.Entitlements().Create(ctx, governance.Entitlement{
				IdentityID: identity.ID, SystemID: where.ID, Privilege: "readers", Justification: "Reads.", Status: governance.EntitlementActive, Granted: true,
			})
			if err != nil {
				return err
			}
			entitlements = append(entitlements, e)
		}
		return nil
	})()
	return entitlements
}

// A plan asks a system once, for all accounts, however many of them it refreshes
// and in whatever order; a record that came later is asked for alone.
func TestPlanObservesOnce(t *testing.T) {
	t.Parallel()
	w, c := newWorld(t), newCluster(t)
	all := c.record(w, 20)
	s := w.session(nil)
	p, err := s.place(t.Context(), all[0].SystemID)
	if err != nil {
		t.Fatal(err)
	}
	reached, err := system.Open(t.Context(), p.record, os.LookupEnv)
	if err != nil {
		t.Fatal(err)
	}
	counter := &counted{System: reached}
	p.once.Do(func() { p.system = counter })
	c.sql(`REVOKE readers FROM "svc-7"`)()
	granted := func(e governance.Entitlement) bool {
		t.Helper()
		m := newEntitlementModel(e)
		if err := entitlements.observe(t.Context(), s, e, &m); err != nil {
			t.Fatal(err)
		}
		return m.Granted.ValueBool()
	}
	for n, e := range all {
		if got := granted(e); got != (n != 7) {
			t.Errorf("svc-%d: granted is %t", n, got)
		}
	}
	if n := counter.observations.Load(); n != 1 {
		t.Errorf("the system was asked %d times, want once", n)
	}
	c.sql(`CREATE ROLE late LOGIN IN ROLE readers`)()
	var late governance.Entitlement
	w.behind(func(ctx context.Context, kept register.Register) (err error) {
		identity, err := kept.Identities().Create(ctx, governance.Identity{
			TenantID: all[0].TenantID, Name: "late", Kind: governance.Bot, Owner: "jane@acme.example", Purpose: "Posts.", Environment: "production",
		})
		if err != nil {
			return err
		}
		late, err = kept.Entitlements().Create(ctx, governance.Entitlement{
			IdentityID: identity.ID, SystemID: all[0].SystemID, Privilege: "readers", Justification: "Reads.", Status: governance.EntitlementActive,
		})
		return err
	})()
	if !granted(late) {
		t.Error("what came later is not seen")
	}
	if n := counter.observations.Load(); n != 2 {
		t.Errorf("the system was asked %d times, want once more", n)
	}
}

// stopped is a register that ends a run at one of its writes, or at the one call
// of a system that changes something: as when the process is killed there.
type stopped[R register.Record] struct {
	register.Collection[R]
	at, calls int
}

var errKilled = fmt.Errorf("killed")

func (s *stopped[R]) killed() error {
	if s.calls++; s.calls == s.at {
		return errKilled
	}
	return nil
}

func (s *stopped[R]) Create(ctx context.Context, record R) (R, error) {
	if err := s.killed(); err != nil {
		return record, err
	}
	return s.Collection.Create(ctx, record)
}

func (s *stopped[R]) Update(ctx context.Context, record R) (R, error) {
	if err := s.killed(); err != nil {
		return record, err
	}
	return s.Collection.Update(ctx, record)
}

// Wherever a run is stopped before it has recorded that it is done, nobody has what
// no record says, and doing it again comes to the same as never having been stopped.
func TestStoppedAndDoneAgain(t *testing.T) {
	t.Parallel()
	for at := 1; at <= 2; at++ {
		t.Run(fmt.Sprintf("before write %d", at), func(t *testing.T) {
			t.Parallel()
			w, c := newWorld(t), newCluster(t)
			first := c.record(w, 1)[0]
			c.sql(`GRANT admins TO "svc-0"`)()
			wanted := governance.EntitlementSet{
				IdentityID: first.IdentityID, SystemID: first.SystemID, Justification: "Reads.", Status: governance.EntitlementActive,
				Privileges: []governance.Privilege{{Name: "readers"}, {Name: "writers"}},
			}
			w.behind(func(ctx context.Context, kept register.Register) error {
				if err := kept.Entitlements().Delete(ctx, first.ID, 0); err != nil {
					return err
				}
				dying := &stopped[governance.EntitlementSet]{Collection: kept.EntitlementSets(), at: at}
				if _, err := heldBySet.bring(ctx, w.session(nil), dying, wanted, register.Collection[governance.EntitlementSet].Create); !errors.Is(err, errKilled) {
					t.Fatalf("it was not stopped: %v", err)
				}
				held, err := c.held("svc-0")
				if err != nil {
					return err
				}
				sets, err := kept.EntitlementSets().List(ctx, "")
				if err != nil {
					return err
				}
				if len(sets) == 0 && slices.Contains(held, "writers") {
					t.Error("it was given before it was recorded")
				}
				if len(sets) == 1 && sets[0].Granted {
					t.Error("it was recorded as carried out before it was")
				}

				again, err := heldBySet.bring(ctx, w.session(nil), kept.EntitlementSets(), wanted, register.Collection[governance.EntitlementSet].Create)
				if err != nil {
					return err
				}
				if held, err = c.held("svc-0"); err != nil {
					return err
				}
				if diff := cmp.Diff([]string{"readers", "writers"}, held); diff != "" || !again.Granted {
					t.Errorf("granted %t; holds (-want +got):\n%s", again.Granted, diff)
				}
				if sets, err = kept.EntitlementSets().List(ctx, ""); err != nil || len(sets) != 1 || sets[0].ID != again.ID {
					t.Errorf("the register has %v, %v", sets, err)
				}
				// What is finished is somebody's: it is not made twice.
				if _, err := heldBySet.bring(ctx, w.session(nil), kept.EntitlementSets(), wanted, register.Collection[governance.EntitlementSet].Create); err == nil {
					t.Error("it was made a second time")
				}
				return nil
			})()
		})
	}
}

// Somebody else who writes the record while it is carried out is not overruled,
// and nobody keeps what a record does not say that is gone by then.
func TestChangedWhileCarriedOut(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		meanwhile func(ctx context.Context, records register.Collection[governance.Entitlement], e governance.Entitlement) error
		fails     bool
		held      []string
		granted   map[string]bool // by status
	}{
		"carried out by another": {func(ctx context.Context, records register.Collection[governance.Entitlement], e governance.Entitlement) error {
			e.Granted = true
			_, err := records.Update(ctx, e)
			return err
		}, false, []string{"readers", "writers"}, map[string]bool{"active": true}},
		"quarantined": {func(ctx context.Context, records register.Collection[governance.Entitlement], e governance.Entitlement) error {
			e.Status = governance.EntitlementQuarantined
			_, err := records.Update(ctx, e)
			return err
		}, true, []string{"readers", "writers"}, map[string]bool{"quarantined": true}}, // what it has is to be taken away
		"deleted": {func(ctx context.Context, records register.Collection[governance.Entitlement], e governance.Entitlement) error {
			return records.Delete(ctx, e.ID, 0)
		}, true, []string{"readers"}, map[string]bool{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, c := newWorld(t), newCluster(t)
			first := c.record(w, 1)[0]
			wanted := governance.Entitlement{
				IdentityID: first.IdentityID, SystemID: first.SystemID, Privilege: "writers", Justification: "Writes.", Status: governance.EntitlementActive,
			}
			w.behind(func(ctx context.Context, kept register.Register) error {
				store := func(records register.Collection[governance.Entitlement], ctx context.Context, e governance.Entitlement) (governance.Entitlement, error) {
					created, err := records.Create(ctx, e)
					if err == nil {
						err = test.meanwhile(ctx, records, created)
					}
					return created, err
				}
				_, err := heldByEntitlement.bring(ctx, w.session(nil), kept.Entitlements(), wanted, store)
				if (err != nil) != test.fails {
					t.Errorf("want an error: %t, got %v", test.fails, err)
				}
				held, err := c.held("svc-0")
				if err != nil {
					return err
				}
				if diff := cmp.Diff(test.held, held); diff != "" {
					t.Errorf("holds (-want +got):\n%s", diff)
				}
				all, err := kept.Entitlements().List(ctx, "")
				got := map[string]bool{}
				for _, e := range all {
					if e.Privilege == "writers" {
						got[string(e.Status)] = e.Granted
					}
				}
				if diff := cmp.Diff(test.granted, got); diff != "" {
					t.Errorf("recorded (-want +got):\n%s", diff)
				}
				return err
			})()
		})
	}
}

// An action takes access away where it is, records what it decided when that
// cannot be reached, and then does it when asked again. The account of which
// nothing is in force any more is suspended by a quarantine.
func TestActionsOnSystem(t *testing.T) {
	t.Parallel()
	w, c := newWorld(t), newCluster(t)
	all := c.record(w, 2)
	invoke := func(action string, of governance.Entitlement, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, w.server(nil).invoke(action, governance.KindEntitlement, of.ID)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", action, diff)
		}
	}
	usable := func(account string) (can bool) {
		t.Helper()
		if err := c.db.QueryRowContext(t.Context(), "SELECT rolcanlogin FROM pg_roles WHERE rolname = $1", account).Scan(&can); err != nil {
			t.Fatal(err)
		}
		return can
	}
	invoke("nhi_revoke_entitlement", all[0], "Entitlement acme/svc-0/directory/readers: it is revoked and no longer granted")
	if !usable("svc-0") {
		t.Error("an account is suspended of which nothing can come back")
	}
	c.stop()
	invoke("nhi_quarantine_entitlement", all[1],
		"Entitlement acme/svc-1/directory/readers: it is recorded, and not carried out yet: do it again, or leave it to nhi reconcile", "error: The system cannot be reached")
	w.behind(func(ctx context.Context, kept register.Register) error {
		e, err := kept.Entitlements().Get(ctx, all[1].ID)
		if e.Status != governance.EntitlementQuarantined || !e.Granted {
			t.Errorf("it is %s, granted %t; want it decided and not done", e.Status, e.Granted)
		}
		return err
	})()
	c.start()
	invoke("nhi_quarantine_entitlement", all[1], "Entitlement acme/svc-1/directory/readers: it is quarantined and no longer granted")
	if usable("svc-1") {
		t.Error("an account can be used of which nothing is in force")
	}
	invoke("nhi_quarantine_entitlement", all[1], "Entitlement acme/svc-1/directory/readers: it was quarantined before")
	got := map[string][]string{}
	for _, account := range []string{"svc-0", "svc-1"} {
		held, err := c.held(account)
		if err != nil {
			t.Fatal(err)
		}
		got[account] = held
	}
	if diff := cmp.Diff(map[string][]string{"svc-0": {}, "svc-1": {}}, got); diff != "" {
		t.Errorf("held (-want +got):\n%s", diff)
	}
}

// A set leaves alone what an identity has by break-glass access that is in use,
// and sees it when that is over.
func TestSetLeavesEmergenciesAlone(t *testing.T) {
	t.Parallel()
	claim := access.OfSet(governance.EntitlementSet{IdentityID: "i", SystemID: "s", Status: governance.EntitlementActive, Privileges: []governance.Privilege{{Name: "readers"}}})
	for name, used := range map[string]bool{"in use": true, "over": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			exempt := access.Emergency(governance.Snapshot{
				BreakGlass:  []governance.BreakGlass{{Meta: governance.Meta{ID: "b"}, IdentityID: "i", SystemID: "s", Privilege: "admins"}},
				Activations: []governance.Activation{{BreakGlassID: "b", Granted: used}},
			}, "i", "s")
			m := entitlementSetModel{}
			showSet(&m, claim, []access.Key{{Name: "readers"}, {Name: "admins"}}, exempt)
			var shown []string
			for _, p := range m.record().Privileges {
				shown = append(shown, p.Name)
			}
			want := map[bool][]string{true: {"readers"}, false: {"admins", "readers"}}[used]
			if diff := cmp.Diff(want, shown); diff != "" {
				t.Errorf("the set holds (-want +got):\n%s", diff)
			}
		})
	}
}
