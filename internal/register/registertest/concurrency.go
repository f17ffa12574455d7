package registertest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// parallel is how many operations Terraform runs at once by default.
const parallel = 10

// together runs fn in parallel, half of it through one handle and half through
// another, as two runs of Terraform do, and returns what each came to.
func together(t *testing.T, open Open, fn func(r register.Register, n int) error) []error {
	t.Helper()
	handles := []register.Register{opened(t, open, register.Options{}), opened(t, open, register.Options{})}
	results := make([]error, parallel)
	var group sync.WaitGroup
	for n := range parallel {
		group.Go(func() { results[n] = fn(handles[n%len(handles)], n) })
	}
	group.Wait()
	return results
}

// oneWon fails the test unless one result is success and the others the error.
func oneWon(t *testing.T, results []error, others error) {
	t.Helper()
	won := 0
	for _, err := range results {
		if err == nil {
			won++
		} else {
			wantError(t, "loser", err, others)
		}
	}
	if won != 1 {
		t.Errorf("%d succeeded, want 1", won)
	}
}

func concurrentChange(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	oneWon(t, together(t, open, func(r register.Register, n int) error {
		identity := e.Identity
		identity.Purpose = fmt.Sprintf("Purpose %d", n)
		_, err := r.Identities().Update(t.Context(), identity)
		return err
	}), register.ErrConflict)
	if got := must(r.Identities().Get(t.Context(), e.Identity.ID))(t); got.Revision != 2 {
		t.Errorf("got revision %d, want 2", got.Revision)
	}
}

func concurrentTwins(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	oneWon(t, together(t, open, func(r register.Register, _ int) error {
		_, err := r.Identities().Create(t.Context(), Identity(e.Tenant.ID, "twin"))
		return err
	}), register.ErrExists)
}

func concurrentWriters(t *testing.T, open Open) {
	const each = 10
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	results := together(t, open, func(r register.Register, n int) error {
		for i := range each {
			created, err := r.Entitlements().Create(t.Context(), Entitlement(e.Identity.ID, e.System.ID, fmt.Sprintf("%d-%d", n, i)))
			if err != nil {
				return err
			}
			if _, err := r.Entitlements().Update(t.Context(), created); err != nil {
				return err
			}
			if _, err := r.Snapshot(t.Context()); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(results...); err != nil {
		t.Fatal(err)
	}
	all := must(r.Entitlements().List(t.Context(), e.Tenant.ID))(t)
	if want := parallel*each + 1; len(all) != want {
		t.Errorf("got %d entitlements, want %d", len(all), want)
	}
}

// oneMoment offboards tenants while snapshots are taken: each must see all of
// a tenant or nothing.
func oneMoment(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	stop := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			if err := comeAndGo(t.Context(), r, fmt.Sprintf("tenant-%d", n)); err != nil {
				t.Error(err)
				return
			}
		}
	})
	reader := opened(t, open, register.Options{})
	for range 200 {
		snapshot := must(reader.Snapshot(t.Context()))(t)
		if err := Whole(snapshot); err != nil {
			t.Error(err)
			break
		}
	}
	close(stop)
	writer.Wait()
}

// comeAndGo creates a tenant with all its records, dependants last, and
// offboards it.
func comeAndGo(ctx context.Context, r register.Register, slug string) error {
	tenant := Tenant(slug)
	tenant.Offboard = true
	tenant, err := r.Tenants().Create(ctx, tenant)
	if err != nil {
		return err
	}
	system, err := r.Systems().Create(ctx, System(tenant.ID, "directory"))
	if err != nil {
		return err
	}
	identity, err := r.Identities().Create(ctx, Identity(tenant.ID, "svc"))
	if err != nil {
		return err
	}
	schedule, err := r.ReviewSchedules().Create(ctx, ReviewSchedule(tenant.ID, "quarterly", system.ID))
	if err != nil {
		return err
	}
	entitlement := Entitlement(identity.ID, system.ID, "reader")
	entitlement.ReviewScheduleID = schedule.ID
	if _, err := r.Entitlements().Create(ctx, entitlement); err != nil {
		return err
	}
	agent, err := r.Identities().Create(ctx, Identity(tenant.ID, "agent"))
	if err != nil {
		return err
	}
	set := EntitlementSet(agent.ID, system.ID)
	set.ReviewScheduleID = schedule.ID
	if _, err := r.EntitlementSets().Create(ctx, set); err != nil {
		return err
	}
	if _, err := r.BreakGlass().Create(ctx, BreakGlass(tenant.ID, agent.ID, system.ID, "emergency")); err != nil {
		return err
	}
	return r.Tenants().Delete(ctx, tenant.ID, 0)
}

// Whole reports a reference that leads nowhere.
func Whole(snapshot governance.Snapshot) error {
	ids := map[string]bool{"": true}
	for _, tenant := range snapshot.Tenants {
		ids[tenant.ID] = true
	}
	for _, system := range snapshot.Systems {
		ids[system.ID] = true
	}
	for _, identity := range snapshot.Identities {
		ids[identity.ID] = true
	}
	for _, schedule := range snapshot.ReviewSchedules {
		ids[schedule.ID] = true
	}
	for _, e := range snapshot.Entitlements {
		if !ids[e.TenantID] || !ids[e.IdentityID] || !ids[e.SystemID] || !ids[e.ReviewScheduleID] {
			return fmt.Errorf("entitlement %s refers to what is not in the snapshot", e.ID)
		}
	}
	for _, s := range snapshot.EntitlementSets {
		if !ids[s.TenantID] || !ids[s.IdentityID] || !ids[s.SystemID] || !ids[s.ReviewScheduleID] || len(s.Privileges) == 0 {
			return fmt.Errorf("entitlement set %s refers to what is not in the snapshot, or lacks its privileges", s.ID)
		}
	}
	for _, b := range snapshot.BreakGlass {
		if !ids[b.TenantID] || !ids[b.IdentityID] || !ids[b.SystemID] {
			return fmt.Errorf("break-glass access %s refers to what is not in the snapshot", b.ID)
		}
	}
	for _, schedule := range snapshot.ReviewSchedules {
		for _, system := range schedule.Selector.SystemIDs {
			if !ids[system] {
				return fmt.Errorf("review schedule %s selects a system that is not in the snapshot", schedule.ID)
			}
		}
	}
	return nil
}

func interrupted(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	before := must(r.Snapshot(t.Context()))(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, kind := range kinds {
		_, err := kind.create(ctx, r, e, "more")
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want that the context was cancelled", kind.name, err)
		}
		_, err = kind.get(ctx, r, kind.id(e))
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want that the context was cancelled", kind.name, err)
		}
	}
	same(t, before, must(r.Snapshot(t.Context()))(t))
}
