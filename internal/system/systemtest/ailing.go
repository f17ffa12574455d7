package systemtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// impatient leaves little time to a server that will not answer.
var impatient = map[string]string{"timeout": "500ms"}

// wantUnreachable checks that nothing is said of what the system has.
func wantUnreachable(t *testing.T, in system.System) {
	t.Helper()
	o, err := in.Observe(t.Context())
	wantError(t, err, system.ErrUnreachable)
	wantObservation(t, o, nil, nil)
	o, err = in.Observe(t.Context(), "svc-backup")
	wantError(t, err, system.ErrUnreachable)
	wantObservation(t, o, nil, nil)
	m := system.Membership{Account: "svc-backup", Privilege: "readers"}
	// At once: each is tried again for a while.
	failed := map[string]error{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for name, change := range map[string]func(context.Context) error{
		"Grant":   func(ctx context.Context) error { return in.Grant(ctx, m) },
		"Revoke":  func(ctx context.Context) error { return in.Revoke(ctx, m) },
		"Suspend": func(ctx context.Context) error { return in.Suspend(ctx, m.Account) },
		"Resume":  func(ctx context.Context) error { return in.Resume(ctx, m.Account) },
	} {
		all.Go(func() {
			err := change(t.Context())
			mu.Lock()
			defer mu.Unlock()
			failed[name] = err
		})
	}
	all.Wait()
	for name, err := range failed {
		if !errors.Is(err, system.ErrUnreachable) {
			t.Errorf("%s: the error is %v, want %v", name, err, system.ErrUnreachable)
		}
	}
}

func down(t *testing.T, s Subject) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	try(t, err)
	address := listener.Addr().String()
	try(t, listener.Close())
	wantUnreachable(t, s.openAt(t, address, s.Secrets, nil))
}

// A listener that accepts nobody is connected to by the kernel, and says nothing.
func silent(t *testing.T, s Subject) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	try(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	wantUnreachable(t, s.openAt(t, listener.Addr().String(), s.Secrets, impatient))
}

// Wherever the connection ends, there is the whole observation or none.
func lost(t *testing.T, s Subject) {
	w := populate(t, s, s.open(t))
	through := relay(t, s.Address, 0)
	whole := observe(t, s.openAt(t, through.address, s.Secrets, nil))
	wantObservation(t, whole, named(w.accounts...), w.memberships)
	size := through.answered.Load()
	const cuts = 12
	var all sync.WaitGroup
	var seen [cuts]system.Observation
	var failed [cuts]error
	for i := range seen {
		in := s.openAt(t, relay(t, s.Address, max(1, size*int64(i)/cuts)).address, s.Secrets, nil)
		all.Go(func() { seen[i], failed[i] = in.Observe(t.Context()) })
	}
	all.Wait()
	for i, o := range seen {
		if failed[i] == nil {
			wantObservation(t, o, whole.Accounts, whole.Memberships)
			continue
		}
		wantError(t, failed[i], system.ErrUnreachable)
		wantObservation(t, o, nil, nil)
	}
	if failed[0] == nil {
		t.Error("the connection was cut at once, and all was observed")
	}
}

func refused(t *testing.T, s Subject) {
	if len(s.Secrets) == 0 {
		t.Fatal("a kind that reaches a server does so with a secret")
	}
	wrong := map[string]string{}
	for name := range s.Secrets {
		wrong[name] = "wrong-canary-4711"
	}
	in, err := s.tryAt(t, s.Address, wrong, nil)
	if err == nil {
		defer in.Close()
		_, err = in.Observe(t.Context())
	}
	wantError(t, err, system.ErrDenied)
	for _, secret := range slices.Concat(slices.Collect(maps.Values(s.Secrets)), slices.Collect(maps.Values(wrong))) {
		if err != nil && strings.Contains(fmt.Sprintf("%v %+v", err, err), secret) {
			t.Errorf("the error tells the secret: %v", err)
		}
	}
}

func unset(t *testing.T, s Subject) {
	for missing := range s.Secrets {
		rest := maps.Clone(s.Secrets)
		rest[missing] = ""
		_, err := s.tryAt(t, s.Address, rest, nil)
		wantError(t, err, system.ErrSettings)
		if err != nil && !strings.Contains(err.Error(), missing) {
			t.Errorf("the error does not name %s: %v", missing, err)
		}
	}
}

func limited(t *testing.T, s Subject) {
	in := s.openAt(t, s.Address, s.Secrets, map[string]string{"rate_limit": "5"})
	account := s.AddAccount(t, "svc-backup")
	begin := time.Now()
	for range 4 {
		wantObservation(t, observe(t, in, account), named(account), nil)
	}
	// The first call is at once.
	if took := time.Since(begin); took < 3*time.Second/5 {
		t.Errorf("four observations at five calls a second took %s", took)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := in.Observe(ctx, account)
	if err == nil {
		_, err = in.Observe(ctx, account)
	}
	if err == nil {
		t.Error("two observations at five calls a second had 50 ms, and are done")
	}
}

func many(t *testing.T, s Subject) {
	const accounts = 10_000
	privilege := s.AddPrivilege(t, "everybody")
	s.Fill(t, privilege, accounts)
	through := relay(t, s.Address, 0)
	in := s.openAt(t, through.address, s.Secrets, nil)
	try(t, in.Revoke(t.Context(), system.Membership{Account: "svc-nobody", Privilege: privilege})) // connects
	answers, begin := through.answers.Load(), time.Now()
	o := observe(t, in)
	took, answers := time.Since(begin), through.answers.Load()-answers
	t.Logf("%d accounts observed in %s, %d answers", len(o.Accounts), took.Round(time.Millisecond), answers)
	if len(o.Accounts) != accounts || len(o.Memberships) != accounts {
		t.Errorf("observed %d accounts and %d memberships, want %d of each", len(o.Accounts), len(o.Memberships), accounts)
	}
	if answers > int64(s.Answers) {
		t.Errorf("the system was asked %d times, at most %d were expected", answers, s.Answers)
	}
	half := make([]string, 0, accounts/2)
	for _, account := range o.Accounts[:accounts/2] {
		half = append(half, account.Name)
	}
	if got := observe(t, in, half...); len(got.Accounts) != len(half) || !cmp.Equal(got.Memberships, o.Memberships[:accounts/2]) {
		t.Errorf("of %d accounts that were asked for, %d are observed with %d memberships", len(half), len(got.Accounts), len(got.Memberships))
	}
}
