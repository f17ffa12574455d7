package registertest

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// holds verifies the log, which must be without a contradiction.
func holds(t *testing.T, r register.Register, known ...tlog.Tree) tlog.Tree {
	t.Helper()
	tree, contradictions, err := r.Log().Verify(t.Context(), known...)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range contradictions {
		t.Errorf("the log does not hold: %s", c)
	}
	return tree
}

func entriesOf(t *testing.T, r register.Register, filter register.Filter) []register.Entry {
	t.Helper()
	return must(r.Log().Entries(t.Context(), filter))(t)
}

func decoded[R register.Record](t *testing.T, text json.RawMessage) R {
	t.Helper()
	var record R
	if err := json.Unmarshal(text, &record); err != nil {
		t.Errorf("%s: %v", text, err)
	}
	return record
}

func everyWriteLogged(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	var created []string
	for i, entry := range entriesOf(t, r, register.Filter{}) {
		if entry.Sequence != int64(i) || entry.Action != register.ActionCreate || entry.Before != nil || entry.TenantID != e.Tenant.ID {
			t.Errorf("entry %d is %+v", i, entry)
		}
		created = append(created, entry.ID)
	}
	same(t, e.IDs(), created)

	changed := e.Identity
	changed.Owner = "bob@acme.example"
	changed = must(r.Identities().Update(t.Context(), changed))(t)
	if err := r.Exceptions().Delete(t.Context(), e.Exception.ID, 0); err != nil {
		t.Fatal(err)
	}
	history := entriesOf(t, r, register.Filter{RecordID: e.Identity.ID})
	if len(history) != 2 {
		t.Fatalf("got %d entries about the identity, want 2", len(history))
	}
	same(t, e.Identity, decoded[governance.Identity](t, history[0].After))
	same(t, e.Identity, decoded[governance.Identity](t, history[1].Before))
	same(t, changed, decoded[governance.Identity](t, history[1].After))
	last := entriesOf(t, r, register.Filter{Limit: 1})[0]
	if last.Action != register.ActionDelete || last.Kind != governance.KindException || last.After != nil {
		t.Errorf("the deletion is logged as %+v", last)
	}
	same(t, e.Exception, decoded[governance.Exception](t, last.Before))
	holds(t, r)

	// Offboarding says of every record that it went.
	tenant := e.Tenant
	tenant.Offboard = true
	tenant = must(r.Tenants().Update(t.Context(), tenant))(t)
	size := holds(t, r).N
	if err := r.Tenants().Delete(t.Context(), tenant.ID, 0); err != nil {
		t.Fatal(err)
	}
	gone := map[string]bool{}
	for _, entry := range entriesOf(t, r, register.Filter{From: size}) {
		gone[entry.ID] = entry.Action == register.ActionDelete
	}
	want := map[string]bool{}
	for _, id := range e.IDs() {
		want[id] = true
	}
	delete(want, e.Exception.ID) // deleted before
	same(t, want, gone)
	holds(t, r)
}

func whoAndWhy(t *testing.T, open Open) {
	at := time.Date(2026, 7, 1, 12, 0, 0, 5000, time.UTC)
	r := opened(t, open, register.Options{
		Actor: "github:acme/infra", Reason: "CHG-1", Claims: map[string]string{"oidc.sub": "repo:acme/infra"},
		Now: func() time.Time { return at },
	})
	must(r.Tenants().Create(t.Context(), Tenant("acme")))(t)
	got := entriesOf(t, r, register.Filter{})[0]
	same(t, []any{"github:acme/infra", "CHG-1", map[string]string{"oidc.sub": "repo:acme/infra"}, at}, []any{got.Actor, got.Reason, got.Claims, got.At})
}

func refusedNotLogged(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	before := holds(t, r)
	_, err := r.Tenants().Create(t.Context(), Tenant("acme"))
	wantError(t, "a twin", err, register.ErrExists)
	wantError(t, "what is in use", r.Identities().Delete(t.Context(), e.Identity.ID, 0), register.ErrInUse)
	stale := e.Tenant
	stale.Revision = 9
	_, err = r.Tenants().Update(t.Context(), stale)
	wantError(t, "a stale change", err, register.ErrConflict)
	same(t, before, holds(t, r, before))
}

func otherEntries(t *testing.T, open Open) {
	r := opened(t, open, register.Options{Actor: "ci"})
	e := Build(t, r, "acme")
	decision := register.Entry{TenantID: e.Tenant.ID, Kind: "decision", ID: "sha256:1", Action: "deny", Actor: "forged", After: json.RawMessage(`{"outcome":"deny"}`)}
	if err := r.Log().Append(t.Context(), decision); err != nil {
		t.Fatal(err)
	}
	got := entriesOf(t, r, register.Filter{RecordID: "sha256:1"})
	if len(got) != 1 || got[0].Actor != "ci" || got[0].At.IsZero() || string(got[0].After) != `{"outcome":"deny"}` {
		t.Errorf("got %+v", got)
	}
	decision.Kind = governance.KindTenant
	wantError(t, "an entry about a record", r.Log().Append(t.Context(), decision), register.ErrInUse)
	holds(t, r)
}

// logHolds lets the tree grow over several powers of two, and compares it with
// what it was at every step.
func logHolds(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	known := []tlog.Tree{must(r.Log().Tree(t.Context()))(t)}
	e := Build(t, r, "acme")
	for range 20 {
		e.Tenant = must(r.Tenants().Update(t.Context(), e.Tenant))(t)
		known = append(known, must(r.Log().Tree(t.Context()))(t))
	}
	same(t, known[len(known)-1], holds(t, r, known...))

	other := known[10]
	other.Hash[0] ^= 1
	longer := known[20]
	longer.N++
	for _, wrong := range []tlog.Tree{other, longer} {
		if _, contradictions, err := r.Log().Verify(t.Context(), wrong); err != nil || len(contradictions) != 1 {
			t.Errorf("got %q, %v, want one contradiction to a checkpoint that is not of this log", contradictions, err)
		}
	}
}

func everyEntryProven(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	acme := Build(t, r, "acme")
	first := must(r.Log().Tree(t.Context()))(t)
	Build(t, r, "other")
	all := must(r.Log().Tree(t.Context()))(t)
	for _, tree := range []tlog.Tree{first, all} {
		for sequence := range tree.N {
			proof := must(r.Log().Prove(t.Context(), sequence, tree.N))(t)
			if err := proof.Check(tree); err != nil {
				t.Error(err)
			}
			changed := proof
			changed.Entry = proof.Entry[:len(proof.Entry)-1] + " }"
			wantError(t, "a changed entry", changed.Check(tree), register.ErrTampered)
			changed = proof
			changed.Sequence = (proof.Sequence + 1) % tree.N
			wantError(t, "another place", changed.Check(tree), register.ErrTampered)
		}
	}
	for _, tree := range []tlog.Tree{first, all} {
		for _, filter := range []register.Filter{{}, {TenantID: acme.Tenant.ID}, {TenantID: acme.Tenant.ID, Shared: true}} {
			proofs, of, err := r.Log().Proofs(t.Context(), filter, tree.N)
			same(t, tree, must(of, err)(t))
			var want []register.Proof
			for _, entry := range entriesOf(t, r, filter) {
				if entry.Sequence < tree.N {
					want = append(want, must(r.Log().Prove(t.Context(), entry.Sequence, tree.N))(t))
				}
			}
			same(t, want, proofs)
		}
	}
	_, whole, err := r.Log().Proofs(t.Context(), register.Filter{}, 0)
	same(t, all, must(whole, err)(t))
	_, _, err = r.Log().Proofs(t.Context(), register.Filter{}, all.N+1)
	wantError(t, "a tree that is not there yet", err, register.ErrNotFound)
	for _, outside := range [][2]int64{{-1, 0}, {all.N, 0}, {0, all.N + 1}, {first.N, first.N}} {
		_, err := r.Log().Prove(t.Context(), outside[0], outside[1])
		wantError(t, fmt.Sprint(outside), err, register.ErrNotFound)
	}
}

func confinedLog(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	own, other := Build(t, r, "acme"), Build(t, r, "other")
	c := opened(t, open, register.Options{Tenant: "acme"})
	entries := entriesOf(t, c, register.Filter{})
	if want := len(own.IDs()); len(entries) != want {
		t.Errorf("one sees %d entries, want the tenant's %d", len(entries), want)
	}
	for _, entry := range entries {
		if entry.TenantID != own.Tenant.ID {
			t.Errorf("one sees %+v", entry)
		}
	}
	same(t, 0, len(entriesOf(t, c, register.Filter{RecordID: other.Identity.ID})))
	_, err := c.Log().Entries(t.Context(), register.Filter{TenantID: other.Tenant.ID})
	wantError(t, "another's entries", err, register.ErrConfined)
	wantError(t, "an entry about another", c.Log().Append(t.Context(), register.Entry{TenantID: other.Tenant.ID, Kind: "decision"}), register.ErrConfined)
	wantError(t, "an entry about nobody", c.Log().Append(t.Context(), register.Entry{Kind: "decision"}), register.ErrConfined)
	_, err = c.Log().Tree(t.Context())
	wantError(t, "the tree", err, register.ErrConfined)
	_, err = c.Log().Prove(t.Context(), 0, 0)
	wantError(t, "a proof", err, register.ErrConfined)
	_, _, err = c.Log().Proofs(t.Context(), register.Filter{}, 0)
	wantError(t, "proofs", err, register.ErrConfined)
	_, _, err = c.Log().Verify(t.Context())
	wantError(t, "verifying", err, register.ErrConfined)
}

func concurrentLog(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	before := holds(t, r)
	const each = 10
	err := errors.Join(together(t, open, func(r register.Register, n int) error {
		for i := range each {
			if _, err := r.Entitlements().Create(t.Context(), Entitlement(e.Identity.ID, e.System.ID, fmt.Sprintf("%d-%d", n, i))); err != nil {
				return err
			}
		}
		return nil
	})...)
	if err != nil {
		t.Fatal(err)
	}
	if tree := holds(t, r, before); tree.N != before.N+parallel*each {
		t.Errorf("the log has %d entries, want %d", tree.N, before.N+parallel*each)
	}
}
