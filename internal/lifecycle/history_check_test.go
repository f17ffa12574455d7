package lifecycle_test

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// right is who is to have what, worked out from the records in another way than
// the program does: from what each rule says of one entitlement.
func right(s governance.Snapshot, now time.Time) (has map[string]map[system.Membership]bool) {
	has = map[string]map[system.Membership]bool{}
	give := func(in string, m system.Membership) {
		if has[in] == nil {
			has[in] = map[system.Membership]bool{}
		}
		has[in][m] = true
	}
	name := map[string]string{}
	for _, i := range s.Identities {
		name[i.ID] = i.Name
	}
	gone := map[string]bool{}
	for _, t := range s.Tenants {
		gone[t.ID] = !t.ContractEnd.IsZero() && !t.ContractEnd.After(now)
	}
	for _, e := range s.Entitlements {
		if e.Status == governance.EntitlementActive && !gone[e.TenantID] && (e.ExpiresAt.IsZero() || e.ExpiresAt.After(now)) && !e.StartsAt.After(now) {
			give(e.SystemID, system.Membership{Account: name[e.IdentityID], Privilege: e.Privilege, Scope: e.Scope})
		}
	}
	for _, e := range s.EntitlementSets {
		for _, p := range e.Privileges {
			if e.Status == governance.EntitlementActive && !gone[e.TenantID] {
				give(e.SystemID, system.Membership{Account: name[e.IdentityID], Privilege: p.Name, Scope: p.Scope})
			}
		}
	}
	for _, a := range s.Activations {
		for _, b := range s.BreakGlass {
			if b.ID == a.BreakGlassID && !gone[a.TenantID] && a.EndedAt.IsZero() && !a.StartsAt.After(now) && a.EndsAt.After(now) {
				give(b.SystemID, system.Membership{Account: name[b.IdentityID], Privilege: b.Privilege, Scope: b.Scope})
			}
		}
	}
	return has
}

// agree fails the test where the systems have something else than the records say.
func (h *history) agree() {
	h.Helper()
	s, err := h.kept.Snapshot(h.Context())
	h.must(err)
	has := right(s, h.now)
	for id, d := range h.world.systems {
		for _, held := range d.has {
			for m := range held {
				if !has[id][m] {
					h.Errorf("%s: system %s has %v, and the records do not say so", h.now, id, m)
				}
			}
		}
		for m := range has[id] {
			if !d.has[m.Account][m] {
				h.Errorf("%s: system %s does not have %v, and the records say so", h.now, id, m)
			}
		}
	}
	for _, e := range s.Entitlements {
		if e.Granted != (e.Status == governance.EntitlementActive) {
			h.Errorf("%s: entitlement %s is %s and granted: %t", h.now, e.ID, e.Status, e.Granted)
		}
		if e.Status != e.StatusAt(h.now) {
			h.Errorf("%s: entitlement %s is %s and ought to be %s", h.now, e.ID, e.Status, e.StatusAt(h.now))
		}
	}
	h.endsAgree(s)
	h.reviewsAgree(s)
}

// endsAgree fails the test where a system that is to end the use of accounts itself
// does so before the last of what an account holds ends, or after.
func (h *history) endsAgree(s governance.Snapshot) {
	h.Helper()
	type account struct{ system, identity string }
	ends := map[account][]time.Time{}
	for _, e := range s.Entitlements {
		if e.Status != governance.EntitlementExpired && e.Status != governance.EntitlementRevoked {
			ends[account{e.SystemID, e.IdentityID}] = append(ends[account{e.SystemID, e.IdentityID}], e.ExpiresAt)
		}
	}
	for _, e := range s.EntitlementSets {
		if e.Status != governance.EntitlementExpired && e.Status != governance.EntitlementRevoked {
			ends[account{e.SystemID, e.IdentityID}] = append(ends[account{e.SystemID, e.IdentityID}], e.ExpiresAt)
		}
	}
	for _, a := range s.Activations {
		for _, b := range s.BreakGlass {
			if b.ID == a.BreakGlassID && a.Granted {
				ends[account{b.SystemID, b.IdentityID}] = append(ends[account{b.SystemID, b.IdentityID}], a.EndsAt)
			}
		}
	}
	for _, in := range s.Systems {
		for _, identity := range s.Identities {
			all := ends[account{in.ID, identity.ID}]
			if in.Config["end_accounts"] == "" || len(all) == 0 {
				continue
			}
			want := slices.MaxFunc(all, time.Time.Compare)
			if slices.ContainsFunc(all, time.Time.IsZero) {
				want = time.Time{}
			}
			if got := h.world.of(in.ID).ends[identity.Name]; !got.Equal(want) {
				h.Errorf("%s: the system ends the use of %s at %s, want %s", h.now, identity.Name, got, want)
			}
		}
	}
}

// reviewsAgree fails the test where something is held whose review is overdue and
// leads to its end, unless an exception was in its window; or where something was
// taken away although it was.
func (h *history) reviewsAgree(s governance.Snapshot) {
	h.Helper()
	reviews, err := s.Reviews(h.now, h.bundle.Controls)
	h.must(err)
	active := map[string]bool{}
	for _, e := range s.Entitlements {
		active[e.ID] = e.Status == governance.EntitlementActive
	}
	for _, r := range reviews {
		waived := slices.ContainsFunc(s.Exceptions, func(e governance.Exception) bool {
			return e.Targets[0] == r.SubjectID && !e.StartsAt.After(h.now) && e.ExpiresAt.After(h.now) && e.RevokedAt.IsZero()
		})
		takes := r.OverdueAction != governance.Escalate && r.SubjectKind == governance.KindEntitlement
		if r.State == governance.ReviewOverdue && takes && waived && active[r.SubjectID] {
			h.waived++
		}
		if r.State == governance.ReviewOverdue && takes && !waived && active[r.SubjectID] {
			h.Errorf("%s: the review of %s was overdue at %s, and it is active", h.now, r.SubjectID, r.OverdueAt)
		}
	}
}

// waivedIsLeft fails the test where the last run took something away because of a
// review whose control was excepted for it, as its window says.
func (h *history) waivedIsLeft() {
	h.Helper()
	s, err := h.kept.Snapshot(h.Context())
	h.must(err)
	for _, a := range h.last {
		for _, e := range s.Exceptions {
			window := !e.StartsAt.After(h.now) && e.ExpiresAt.After(h.now) && e.RevokedAt.IsZero()
			if a.Lapse == governance.LapseReview && a.ChangesAccess() && e.Targets[0] == a.SubjectID && window {
				h.Errorf("%s: %s %s, although an exception to its control was honoured until %s", h.now, a.Kind, a.Subject, e.ExpiresAt)
			}
		}
	}
}

// onceOnly fails the test where a message is there twice.
func (h *history) onceOnly() {
	h.Helper()
	s, err := h.kept.Snapshot(h.Context())
	h.must(err)
	seen := map[string]bool{}
	for _, m := range s.Messages {
		key := m.Key + " " + m.Sink
		if seen[key] {
			h.Errorf("the message %s is there twice", key)
		}
		seen[key] = true
	}
}

// overAlone fails the test where a list has something to do but to tell that
// something is over, as it is once the run before is recorded.
func (h *history) overAlone(results []lifecycle.Result) {
	h.Helper()
	for i := range results {
		results[i].Actions = slices.DeleteFunc(results[i].Actions, func(a lifecycle.Action) bool { return a.Kind == lifecycle.Over })
	}
	h.nothingDue(results)
}

// nothingDue fails the test where a list still has something to do.
func (h *history) nothingDue(results []lifecycle.Result) {
	h.Helper()
	for _, r := range results {
		for _, a := range r.Actions {
			if !a.Told {
				h.Errorf("%s: still due: %s %s: %s", h.now, a.Kind, a.Subject, a.Why)
			}
		}
		for _, p := range r.Problems {
			h.Errorf("%s: %s", h.now, p.Text)
		}
	}
}

// Random histories with nothing going wrong: after every run the systems have what
// the records say, nothing overdue was skipped, nothing is due any more, and no
// call was made that changed nothing.
func TestRandomHistories(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	seen, waived := map[lifecycle.Kind]int{}, 0
	t.Cleanup(func() {
		for _, kind := range []lifecycle.Kind{
			lifecycle.Grant, lifecycle.Expire, lifecycle.Revoke, lifecycle.Quarantine, lifecycle.Restore, lifecycle.Reduce, lifecycle.TakeBack, lifecycle.GiveBack, lifecycle.SetEnd,
			lifecycle.OpenBreakGlass, lifecycle.CloseBreakGlass, lifecycle.BeginException, lifecycle.EndException,
			lifecycle.Ask, lifecycle.Remind, lifecycle.Escalate, lifecycle.Ticket, lifecycle.Over, lifecycle.ReportOffboard,
		} {
			if seen[kind] == 0 {
				t.Errorf("no history had a %s, so nothing was tested of it", kind)
			}
		}
		if waived == 0 {
			t.Error("no exception held anything back, so nothing was tested of that")
		}
	})
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			h := newHistory(t, size{tenants: 2, entitlements: 30, months: 12, step: 9 * 24 * time.Hour, diligence: 0.2}, seed)
			h.tenants[1].leave(h)
			for h.now.Before(h.end) && !t.Failed() {
				h.week()
				h.waivedIsLeft()
				before := h.world.calls
				results, _ := h.reconcile("")
				h.overAlone(results)
				results, _ = h.reconcile("")
				h.nothingDue(results)
				if h.world.calls != before {
					t.Errorf("%s: more runs at the same instant made %d calls", h.now, h.world.calls-before)
				}
				h.agree()
			}
			h.onceOnly()
			if h.world.idle > 0 {
				t.Errorf("%d of %d calls changed nothing", h.world.idle, h.world.calls)
			}
			mu.Lock()
			defer mu.Unlock()
			waived += h.waived
			for kind, n := range h.kinds {
				seen[kind] += n
			}
		})
	}
}

// leave makes the contract end half-way.
func (c *customer) leave(h *history) {
	record, err := h.kept.Tenants().Get(h.Context(), c.record.ID)
	h.must(err)
	record.ContractEnd, record.Offboard = h.now.Add(h.end.Sub(h.now)/2), true
	c.record, err = h.kept.Tenants().Update(h.Context(), record)
	h.must(err)
}

// The same with crashes, outages and calls that fail: when they end, the systems
// have what the records say, and the log holds. NHI_TEST_SIMULATION makes it 200
// tenants, 50,000 entitlements and two years.
func TestSimulation(t *testing.T) {
	t.Parallel()
	s := size{
		tenants: 20, entitlements: 500, months: 3, step: 7 * 24 * time.Hour,
		crashes: 0.01, failing: 0.01, outages: 0.05, diligence: 0.6,
	}
	if os.Getenv("NHI_TEST_SIMULATION") != "" {
		s.tenants, s.entitlements, s.months, s.step = 200, 50_000, 24, 14*24*time.Hour
		s.crashes = 0.0005 // of a hundred times as many actions
	}
	newHistory(t, s, 1).simulate()
}

func (h *history) simulate() {
	h.Helper()
	start := time.Now()
	for h.now.Before(h.end) {
		h.week()
	}
	h.nothingDue(h.calm())
	h.agree()
	h.onceOnly()
	tree, contradictions, err := h.kept.Log().Verify(h.Context())
	h.must(err)
	for _, c := range contradictions {
		h.Error(c)
	}
	if h.crashed == 0 || h.tampered == 0 || h.carriedOut == 0 {
		h.Errorf("nothing went wrong in this simulation: %d crashes, %d changes of others, %d actions", h.crashed, h.tampered, h.carriedOut)
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	h.Logf("%d tenants, %d entitlements, %d months: %d actions, %d crashes, %d changes by others, %d calls of systems, %d entries of the log; %s, %d MiB from the operating system",
		h.size.tenants, h.entitlements, h.months, h.carriedOut, h.crashed, h.tampered, h.world.calls, tree.N, time.Since(start).Round(time.Second/10), memory.Sys>>20)
}
