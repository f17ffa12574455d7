package registertest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// inOneTransaction writes a record and what follows from it, or neither.
func inOneTransaction(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	before, entries := must(r.Snapshot(t.Context()))(t), holds(t, r).N
	revoke := func(ctx context.Context, tx register.Records) error {
		revoked := e.Entitlement
		revoked.Status, revoked.Granted = governance.EntitlementRevoked, false
		if _, err := tx.Entitlements().Update(ctx, revoked); err != nil {
			return err
		}
		_, err := tx.Messages().Create(ctx, Message(e.Tenant.ID, "revoked/"+e.Entitlement.ID))
		return err
	}
	failed := errors.New("the work failed")
	for name, test := range map[string]struct {
		do   func(ctx context.Context, tx register.Records) error
		want error
	}{
		"it fails": {func(context.Context, register.Records) error { return failed }, failed},
		"a write fails": {func(ctx context.Context, tx register.Records) error {
			_, err := tx.Messages().Create(ctx, Message(e.Tenant.ID, "lapse/1"))
			return err
		}, register.ErrExists},
		"a write fails and nobody minds": {func(ctx context.Context, tx register.Records) error {
			_, _ = tx.Messages().Create(ctx, Message(e.Tenant.ID, "lapse/1"))
			return nil
		}, register.ErrExists},
		"it goes on after a write failed": {func(ctx context.Context, tx register.Records) error {
			_ = tx.Exceptions().Delete(ctx, nobody, 0)
			_, err := tx.Messages().Create(ctx, Message(e.Tenant.ID, "other"))
			return err
		}, register.ErrNotFound},
		"stale": {func(ctx context.Context, tx register.Records) error {
			stale := e.Exception
			stale.Revision = 9
			_, err := tx.Exceptions().Update(ctx, stale)
			return err
		}, register.ErrConflict},
	} {
		err := r.Together(t.Context(), "", func(ctx context.Context, tx register.Records) error {
			if err := revoke(ctx, tx); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			return test.do(ctx, tx)
		})
		if !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
		same(t, before, must(r.Snapshot(t.Context()))(t))
		if got := holds(t, r).N; got != entries {
			t.Errorf("%s: the log has %d entries, want %d", name, got, entries)
		}
	}

	err := r.Together(t.Context(), "", func(ctx context.Context, tx register.Records) error {
		// What could not be found was no write.
		if _, err := tx.Messages().Find(ctx, "acme/soc/none"); !errors.Is(err, register.ErrNotFound) {
			t.Errorf("got %v, want that it is not there", err)
		}
		if err := revoke(ctx, tx); err != nil {
			return err
		}
		// What was written is there within.
		if got := must(tx.Snapshot(ctx))(t); len(got.Messages) != 2 || got.Entitlements[0].Status != governance.EntitlementRevoked {
			t.Errorf("within, the snapshot has %+v", got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	after := must(r.Snapshot(t.Context()))(t)
	if len(after.Messages) != 2 || after.Entitlements[0].Granted {
		t.Errorf("got %+v", after)
	}
	holds(t, r)

	reader := opened(t, open, register.Options{ReadOnly: true})
	err = reader.Together(t.Context(), "", func(context.Context, register.Records) error { return nil })
	wantError(t, "reading only", err, register.ErrReadOnly)
	confined := opened(t, open, register.Options{Tenant: "other"})
	wantError(t, "confined to another tenant", confined.Together(t.Context(), "", revoke), register.ErrConfined)
}

// oneReason logs each thing with the reason of all and at one instant, and leaves
// the reason of everything else alone.
func oneReason(t *testing.T, open Open) {
	now := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	r := opened(t, open, register.Options{Actor: "nhi", Reason: "CHG-1", Now: func() time.Time {
		now = now.Add(time.Second)
		return now
	}})
	e := Build(t, r, "acme")
	size := holds(t, r).N
	err := r.Together(t.Context(), "Nobody reviewed it in time.", func(ctx context.Context, tx register.Records) error {
		if err := tx.Exceptions().Delete(ctx, e.Exception.ID, 0); err != nil {
			return err
		}
		if _, err := tx.Messages().Create(ctx, Message(e.Tenant.ID, "other")); err != nil {
			return err
		}
		return tx.Log().Append(ctx, register.Entry{TenantID: e.Tenant.ID, Kind: "reconciliation", ID: "1", Action: "run"})
	})
	if err != nil {
		t.Fatal(err)
	}
	must(r.Messages().Create(t.Context(), Message(e.Tenant.ID, "later")))(t)
	entries := entriesOf(t, r, register.Filter{From: size})
	var reasons []string
	for _, entry := range entries {
		reasons = append(reasons, entry.Reason)
	}
	same(t, []string{"Nobody reviewed it in time.", "Nobody reviewed it in time.", "Nobody reviewed it in time.", "CHG-1"}, reasons)
	if len(entries) == 4 && (entries[0].At != entries[2].At || !entries[3].At.After(entries[2].At)) {
		t.Errorf("what was done together was done at %s and %s, and the rest at %s", entries[0].At, entries[2].At, entries[3].At)
	}
}

func claims(t *testing.T, open Open) {
	// As two workers would: each has a register of its own.
	one, two := opened(t, open, register.Options{}), opened(t, open, register.Options{})
	acme, other := Build(t, one, "acme"), Build(t, one, "other")
	claim := func(r register.Register, tenantID string, want bool) func() {
		t.Helper()
		release, claimed, err := r.Claim(t.Context(), tenantID)
		if err != nil || claimed != want {
			t.Fatalf("got %t, %v, want %t", claimed, err, want)
		}
		return release
	}
	release := claim(one, acme.Tenant.ID, true)
	claim(one, acme.Tenant.ID, false)
	claim(two, acme.Tenant.ID, false)
	releaseOther := claim(two, other.Tenant.ID, true)

	// A claim is in nobody's way who writes, not even who deletes the tenant.
	tenant := acme.Tenant
	tenant.Offboard = true
	tenant = must(two.Tenants().Update(t.Context(), tenant))(t)
	release()
	release()
	release = claim(two, acme.Tenant.ID, true)
	releaseOther()
	if err := two.Tenants().Delete(t.Context(), tenant.ID, 0); err != nil {
		t.Fatal(err)
	}
	release()
	claim(one, other.Tenant.ID, true)()

	_, _, err := one.Claim(t.Context(), nobody)
	wantError(t, "a tenant that is not there", err, register.ErrNotFound)
	reader := opened(t, open, register.Options{ReadOnly: true})
	_, _, err = reader.Claim(t.Context(), other.Tenant.ID)
	wantError(t, "reading only", err, register.ErrReadOnly)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, claimed, err := one.Claim(ctx, other.Tenant.ID); claimed || !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: got %t, %v", claimed, err)
	}
	claim(two, other.Tenant.ID, true)()
}

func confinedClaims(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	acme, other := Build(t, r, "acme"), Build(t, r, "other")
	c := opened(t, open, register.Options{Tenant: "acme"})
	_, _, err := c.Claim(t.Context(), other.Tenant.ID)
	wantError(t, "another tenant", err, register.ErrConfined)
	release, claimed, err := c.Claim(t.Context(), acme.Tenant.ID)
	if err != nil || !claimed {
		t.Fatalf("got %t, %v", claimed, err)
	}
	release()
}
