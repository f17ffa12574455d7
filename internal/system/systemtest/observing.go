package systemtest

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

func observe(t *testing.T, s system.System, accounts ...string) system.Observation {
	t.Helper()
	o, err := s.Observe(t.Context(), accounts...)
	try(t, err)
	return o
}

func wantObservation(t *testing.T, got system.Observation, accounts []system.Account, memberships []system.Membership) {
	t.Helper()
	if diff := cmp.Diff(system.Observation{Accounts: accounts, Memberships: memberships}, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("observed, -want +got:\n%s", diff)
	}
}

// world is a place with some accounts that hold something, in the order in which
// they are observed.
type world struct {
	accounts    []string
	privileges  []string
	memberships []system.Membership
}

// populate makes five accounts: the first holds both privileges, the second one,
// the third the other, and the rest none.
func populate(t *testing.T, s Subject, in system.System) world {
	t.Helper()
	var w world
	for _, name := range []string{"svc-echo", "svc-alpha", "svc-delta", "svc-charlie", "svc-bravo"} {
		w.accounts = append(w.accounts, s.AddAccount(t, name))
	}
	for _, name := range []string{"writers", "readers"} {
		w.privileges = append(w.privileges, s.AddPrivilege(t, name))
	}
	slices.Sort(w.accounts)
	slices.Sort(w.privileges)
	w.memberships = []system.Membership{
		{Account: w.accounts[0], Privilege: w.privileges[0]}, {Account: w.accounts[0], Privilege: w.privileges[1]},
		{Account: w.accounts[1], Privilege: w.privileges[0]}, {Account: w.accounts[2], Privilege: w.privileges[1]},
	}
	for _, m := range w.memberships {
		try(t, in.Grant(t.Context(), m))
	}
	return w
}

func named(names ...string) []system.Account {
	var accounts []system.Account
	for _, name := range names {
		accounts = append(accounts, system.Account{Name: name})
	}
	return accounts
}

func observesAll(t *testing.T, s Subject) {
	in := s.open(t)
	wantObservation(t, observe(t, in), nil, nil)
	w := populate(t, s, in)
	got := observe(t, in)
	if s.InMemory != nil {
		w.accounts = w.accounts[:3] // what holds nothing is nowhere recorded
	}
	wantObservation(t, got, named(w.accounts...), w.memberships)
}

func observesSome(t *testing.T, s Subject) {
	in := s.open(t)
	w := populate(t, s, in)
	wantObservation(t, observe(t, in, w.accounts[2], w.accounts[4], w.accounts[1], w.accounts[2]),
		named(w.accounts[1], w.accounts[2], w.accounts[4]), w.memberships[2:4])
}

func observesNone(t *testing.T, s Subject) {
	if s.InMemory != nil {
		t.Skip("any account is there that is asked for")
	}
	in := s.open(t)
	w := populate(t, s, in)
	wantObservation(t, observe(t, in, "svc-nobody"), nil, nil)
	wantObservation(t, observe(t, in, "svc-nobody", w.accounts[3]), named(w.accounts[3]), nil)
}

func observesNobody(t *testing.T, s Subject) {
	in := s.open(t)
	w := populate(t, s, in)
	wantObservation(t, observe(t, in, ""), nil, nil)
	wantObservation(t, observe(t, in, "", w.accounts[1]), named(w.accounts[1]), w.memberships[2:3])
	wantError(t, in.Grant(t.Context(), system.Membership{Privilege: w.privileges[0]}), system.ErrNotFound)
	wantError(t, in.Suspend(t.Context(), ""), system.ErrNotFound)
}

// A system that remembered what it observed would miss what others do: here that
// is another opening of it.
func observesNow(t *testing.T, s Subject) {
	if s.InMemory != nil {
		t.Skip("nobody else reaches what is in memory")
	}
	in, behind := s.open(t), s.open(t)
	w := populate(t, s, in)
	observe(t, in)
	try(t, behind.Revoke(t.Context(), w.memberships[0]))
	added := system.Membership{Account: w.accounts[4], Privilege: w.privileges[1]}
	try(t, behind.Grant(t.Context(), added))
	wantObservation(t, observe(t, in), named(w.accounts...), append(slices.Clone(w.memberships[1:]), added))
}

// awkward are names with what means something in LDAP, SQL, filters, paths and
// shells, and what is not ASCII.
var awkward = []string{
	`o'brien`, `say "hi"`, `a, b`, `a;b`, `a\b`, `a=b`, `a+b`, `(a)`, `a*`, `<a>`, `#a`, `100%`, `a/b`, `a?b&c`, `[a]`, `{a}`, `$a`, "`a`", `a|b`, `a:b`,
	`svc@example.org`, `two  spaces`, `größe`, `имя`, `服务`, `🤖`, `UPPER`, `pg.user`, `select`, `--`, `%41`, `members[value eq "a"]`, `\u0041`, `*)(uid=*`,
}

func awkwardNames(t *testing.T, s Subject) {
	in := s.open(t)
	var accounts []string
	var memberships []system.Membership
	for i, name := range awkward {
		account := s.AddAccount(t, name)
		m := system.Membership{Account: account, Privilege: s.AddPrivilege(t, fmt.Sprintf("%s of %d", name, i))}
		try(t, in.Grant(t.Context(), m))
		if diff := cmp.Diff([]string{account}, s.Members(t, m.Privilege)); diff != "" {
			t.Errorf("%q: members, -want +got:\n%s", name, diff)
		}
		wantObservation(t, observe(t, in, account), named(account), []system.Membership{m})
		accounts, memberships = append(accounts, account), append(memberships, m)
	}
	slices.Sort(accounts)
	slices.SortFunc(memberships, func(a, b system.Membership) int { return slices.Compare([]string{a.Account}, []string{b.Account}) })
	wantObservation(t, observe(t, in), named(accounts...), memberships)
	wantObservation(t, observe(t, in, accounts...), named(accounts...), memberships)
	for _, m := range memberships {
		try(t, in.Suspend(t.Context(), m.Account))
		if s.Usable(t, m.Account) {
			t.Errorf("%q can be used after it was suspended", m.Account)
		}
		try(t, in.Resume(t.Context(), m.Account))
		try(t, in.Revoke(t.Context(), m))
		if members := s.Members(t, m.Privilege); len(members) > 0 {
			t.Errorf("%q still has %q", m.Privilege, members)
		}
	}
}

func cancelled(t *testing.T, s Subject) {
	in := s.open(t)
	w := populate(t, s, in)
	before := observe(t, in)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	o, err := in.Observe(ctx)
	wantCancelled(t, "Observe", err)
	wantObservation(t, o, nil, nil)
	for name, err := range everyChange(ctx, in, w) {
		wantCancelled(t, name, err)
	}
	wantObservation(t, observe(t, in), before.Accounts, before.Memberships)
}
