package systemtest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

func wantMembers(t *testing.T, s Subject, privilege string, want ...string) {
	t.Helper()
	got := s.Members(t, privilege)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%q is held by %q, want %q", privilege, got, want)
	}
}

// everyChange makes each change of a world that could be made.
func everyChange(ctx context.Context, in system.System, w world) map[string]error {
	absent := system.Membership{Account: w.accounts[4], Privilege: w.privileges[0]}
	return map[string]error{
		"Grant":   in.Grant(ctx, absent),
		"Revoke":  in.Revoke(ctx, w.memberships[0]),
		"Suspend": in.Suspend(ctx, w.accounts[0]),
		"Resume":  in.Resume(ctx, w.accounts[0]),
	}
}

func wantCancelled(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%s of who gave up: %v", what, err)
	}
}

func grants(t *testing.T, s Subject) {
	in := s.open(t)
	account, privilege := s.AddAccount(t, "svc-backup"), s.AddPrivilege(t, "readers")
	m := system.Membership{Account: account, Privilege: privilege}
	for range 2 {
		try(t, in.Grant(t.Context(), m))
		wantMembers(t, s, privilege, account)
		wantObservation(t, observe(t, in), named(account), []system.Membership{m})
	}
}

func grantsNothing(t *testing.T, s Subject) {
	if s.InMemory != nil {
		t.Skip("any account is there that is asked for")
	}
	in := s.open(t)
	account, privilege := s.AddAccount(t, "svc-backup"), s.AddPrivilege(t, "readers")
	for name, m := range map[string]system.Membership{
		"svc-nobody": {Account: "svc-nobody", Privilege: privilege},
		"no-such":    {Account: account, Privilege: "no-such"},
	} {
		err := in.Grant(t.Context(), m)
		wantError(t, err, system.ErrNotFound)
		if err != nil && !strings.Contains(err.Error(), name) {
			t.Errorf("the error does not name %s: %v", name, err)
		}
	}
	wantError(t, in.Suspend(t.Context(), "svc-nobody"), system.ErrNotFound)
	wantError(t, in.Resume(t.Context(), "svc-nobody"), system.ErrNotFound)
	if s.ExpiresAt != nil {
		wantError(t, in.Expire(t.Context(), "svc-nobody", time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)), system.ErrNotFound)
	}
	wantObservation(t, observe(t, in), named(account), nil)
}

func revokes(t *testing.T, s Subject) {
	in := s.open(t)
	w := populate(t, s, in)
	for range 2 {
		try(t, in.Revoke(t.Context(), w.memberships[0]))
		wantMembers(t, s, w.privileges[0], w.accounts[1])
		wantMembers(t, s, w.privileges[1], w.accounts[0], w.accounts[2])
	}
	for _, m := range []system.Membership{
		{Account: "svc-nobody", Privilege: w.privileges[0]}, {Account: w.accounts[0], Privilege: "no-such"}, {Account: "svc-nobody", Privilege: "no-such"},
	} {
		if err := in.Revoke(t.Context(), m); err != nil {
			t.Errorf("%v is gone, and revoking it fails: %v", m, err)
		}
	}
}

func suspends(t *testing.T, s Subject) {
	in := s.open(t)
	w := populate(t, s, in)
	account, held := w.accounts[0], w.memberships[:2]
	for range 2 {
		try(t, in.Suspend(t.Context(), account))
		if s.Usable(t, account) {
			t.Error("it can be used after it was suspended")
		}
		wantObservation(t, observe(t, in, account), []system.Account{{Name: account, Suspended: true}}, held)
	}
	wantObservation(t, observe(t, in, w.accounts[1]), named(w.accounts[1]), w.memberships[2:3])
	if all := observe(t, in); !slices.Contains(all.Accounts, system.Account{Name: account, Suspended: true}) {
		t.Errorf("who is suspended is not observed with all: %v", all.Accounts)
	}
	for range 2 {
		try(t, in.Resume(t.Context(), account))
		if !s.Usable(t, account) {
			t.Error("it cannot be used after it was resumed")
		}
		wantObservation(t, observe(t, in, account), named(account), held)
	}
}

func expires(t *testing.T, s Subject) {
	in := s.open(t)
	w := populate(t, s, in)
	account := w.accounts[0]
	first := time.Date(2031, 3, 4, 23, 59, 59, 0, time.FixedZone("", 2*60*60))
	if s.ExpiresAt == nil {
		wantError(t, in.Expire(t.Context(), account, first), system.ErrUnsupported)
		return
	}
	for _, at := range []time.Time{first, first, first.AddDate(-1, 0, 1), {}, {}, first} {
		try(t, in.Expire(t.Context(), account, at))
		want := at.Truncate(max(s.Finest, 1)).UTC()
		if got := s.ExpiresAt(t, account); !got.Equal(want) {
			t.Errorf("the server ends the use at %v, want %v", got, want)
		}
		wantObservation(t, observe(t, in, account), []system.Account{{Name: account, ExpiresAt: want}}, w.memberships[:2])
	}
	wantObservation(t, observe(t, in, w.accounts[1]), named(w.accounts[1]), w.memberships[2:3])
}

func scopes(t *testing.T, s Subject) {
	in := s.open(t)
	account, privilege := s.AddAccount(t, "svc-backup"), s.AddPrivilege(t, "readers")
	m := system.Membership{Account: account, Privilege: privilege, Scope: s.Scope}
	if s.Scope == "" {
		m.Scope = "elsewhere"
		wantError(t, in.Grant(t.Context(), m), system.ErrUnsupported)
		wantMembers(t, s, privilege)
		return
	}
	anywhere := system.Membership{Account: account, Privilege: privilege}
	try(t, in.Grant(t.Context(), anywhere))
	for range 2 {
		try(t, in.Grant(t.Context(), m))
		wantObservation(t, observe(t, in, account), named(account), []system.Membership{anywhere, m})
	}
	for range 2 {
		try(t, in.Revoke(t.Context(), m))
		wantObservation(t, observe(t, in, account), named(account), []system.Membership{anywhere})
	}
}

func concurrently(t *testing.T, s Subject) {
	in := s.open(t)
	const workers = 8
	privilege := s.AddPrivilege(t, "readers")
	accounts := make([]string, workers)
	for i := range accounts {
		accounts[i] = s.AddAccount(t, "svc-"+string(rune('a'+i)))
	}
	slices.Sort(accounts)
	var all sync.WaitGroup
	for _, account := range accounts {
		all.Go(func() {
			m := system.Membership{Account: account, Privilege: privilege}
			for range 3 {
				if err := errors.Join(in.Grant(t.Context(), m), in.Revoke(t.Context(), m), in.Grant(t.Context(), m)); err != nil {
					t.Error(err)
				}
				o, err := in.Observe(t.Context(), account)
				if diff := cmp.Diff([]system.Membership{m}, o.Memberships); err != nil || diff != "" {
					t.Errorf("%v, -want +got:\n%s", err, diff)
				}
			}
		})
	}
	all.Wait()
	wantMembers(t, s, privilege, accounts...)
}
