package registertest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// keepWaiting makes all other writers wait until the returned function is called:
// a write that has begun waits for its clock.
func keepWaiting(t *testing.T, open Open) (release func()) {
	t.Helper()
	begun, proceed, ended := make(chan struct{}), make(chan struct{}), make(chan error)
	var once sync.Once
	blocker := opened(t, open, register.Options{Now: func() time.Time {
		once.Do(func() { close(begun) })
		<-proceed
		return time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	}})
	go func() {
		_, err := blocker.Tenants().Create(t.Context(), Tenant("blocker"))
		ended <- err
	}()
	<-begun
	return func() {
		close(proceed)
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// failApart lets writers of one process wait for another's write, so that they
// share a transaction when it is done: what fails fails alone, and leaves nothing.
func failApart(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	before := len(entriesOf(t, r, register.Filter{}))
	release := keepWaiting(t, open)

	impatient, cancel := context.WithCancel(t.Context())
	create := func(ctx context.Context, change func(*governance.Identity)) func() error {
		return func() error {
			identity := Identity(e.Tenant.ID, "new")
			change(&identity)
			_, err := r.Identities().Create(ctx, identity)
			return err
		}
	}
	stale := e.System
	stale.Revision = 7
	writes := map[string]struct {
		write func() error
		want  error // nil: success; errInvalid: broken rules
	}{
		"a twin":            {create(t.Context(), func(i *governance.Identity) { i.Name = e.Identity.Name }), register.ErrExists},
		"a broken rule":     {create(t.Context(), func(i *governance.Identity) { i.Owner = "" }), errInvalid},
		"nobody's":          {create(t.Context(), func(i *governance.Identity) { i.TenantID = nobody }), errInvalid},
		"an interrupted":    {create(impatient, func(i *governance.Identity) { i.Name = "interrupted" }), context.Canceled},
		"a stale change":    {func() error { _, err := r.Systems().Update(t.Context(), stale); return err }, register.ErrConflict},
		"one that is used":  {func() error { return r.Identities().Delete(t.Context(), e.Identity.ID, 0) }, register.ErrInUse},
		"one that is there": {func() error { return r.Exceptions().Delete(t.Context(), e.Exception.ID, 1) }, nil},
	}
	const good = 8
	for n := range good {
		name := fmt.Sprintf("good-%d", n)
		writes[name] = struct {
			write func() error
			want  error
		}{create(t.Context(), func(i *governance.Identity) { i.Name = name }), nil}
	}
	var group sync.WaitGroup
	for name, one := range writes {
		group.Go(func() {
			err := one.write()
			var invalid *register.InvalidError
			if errors.Is(one.want, errInvalid) && errors.As(err, &invalid) {
				return
			}
			if !errors.Is(err, one.want) {
				t.Errorf("%s: got %v, want %v", name, err, one.want)
			}
		})
	}
	time.Sleep(20 * time.Millisecond) // for most of them to come to wait
	cancel()
	release()
	group.Wait()

	snapshot := must(r.Snapshot(t.Context()))(t)
	if got, want := len(snapshot.Identities), 2+good; got != want {
		t.Errorf("got %d identities, want %d", got, want)
	}
	if got := len(snapshot.Exceptions); got != 0 {
		t.Errorf("got %d exceptions, want none", got)
	}
	holds(t, r)
	// The blocker's, the good ones' and the deletion's.
	if got, want := len(entriesOf(t, r, register.Filter{})), before+1+good+1; got != want {
		t.Errorf("got %d entries of the log, want %d", got, want)
	}
}

var errInvalid = errors.New("a broken rule")
