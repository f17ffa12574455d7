package lifecycle_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// outside is where access lives in these tests: the world beyond the program, in
// memory, with what goes wrong there.
type outside struct {
	mu      sync.Mutex
	systems map[string]*directory // by the id of the record
	chance  *rand.Rand
	failing float64 // how often a call fails
	calls   int     // that changed nothing, or something
	idle    int     // those that changed nothing
}

func newOutside(seed uint64) *outside {
	return &outside{systems: map[string]*directory{}, chance: rand.New(rand.NewPCG(seed, 1))}
}

// directory is one system.
type directory struct {
	world     *outside
	down      bool
	has       map[string]map[system.Membership]bool
	suspended map[string]bool
	ends      map[string]time.Time // of accounts that it ends itself
}

var _ system.System = (*directory)(nil)

func (o *outside) open(_ context.Context, record governance.System) (system.System, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.of(record.ID), nil
}

func (o *outside) of(id string) *directory {
	d := o.systems[id]
	if d == nil {
		d = &directory{world: o, has: map[string]map[system.Membership]bool{}, suspended: map[string]bool{}, ends: map[string]time.Time{}}
		o.systems[id] = d
	}
	return d
}

// answer is how a system that is down, or has a bad moment, answers.
func (d *directory) answer() error {
	if d.down || d.world.failing > 0 && d.world.chance.Float64() < d.world.failing {
		return fmt.Errorf("%w: no answer", system.ErrUnreachable)
	}
	return nil
}

func (d *directory) Observe(_ context.Context, accounts ...string) (system.Observation, error) {
	d.world.mu.Lock()
	defer d.world.mu.Unlock()
	if err := d.answer(); err != nil {
		return system.Observation{}, err
	}
	var seen system.Observation
	for _, name := range slices.Sorted(slices.Values(accounts)) {
		held, there := d.has[name]
		if !there {
			continue
		}
		seen.Accounts = append(seen.Accounts, system.Account{Name: name, Suspended: d.suspended[name], ExpiresAt: d.ends[name]})
		seen.Memberships = append(seen.Memberships, slices.SortedFunc(maps.Keys(held), func(a, b system.Membership) int {
			return cmp.Or(cmp.Compare(a.Privilege, b.Privilege), cmp.Compare(a.Scope, b.Scope))
		})...)
	}
	return seen, nil
}

// change carries a call out, and counts whether there was anything to do.
func (d *directory) change(differs func() bool, do func()) error {
	d.world.mu.Lock()
	defer d.world.mu.Unlock()
	if err := d.answer(); err != nil {
		return err
	}
	d.world.calls++
	if !differs() {
		d.world.idle++
	}
	do()
	return nil
}

func (d *directory) account(name string) map[system.Membership]bool {
	if d.has[name] == nil {
		d.has[name] = map[system.Membership]bool{}
	}
	return d.has[name]
}

func (d *directory) Grant(_ context.Context, m system.Membership) error {
	return d.change(func() bool { return !d.has[m.Account][m] }, func() { d.account(m.Account)[m] = true })
}

func (d *directory) Revoke(_ context.Context, m system.Membership) error {
	return d.change(func() bool { return d.has[m.Account][m] }, func() { delete(d.has[m.Account], m) })
}

func (d *directory) Suspend(_ context.Context, account string) error {
	return d.change(func() bool { return !d.suspended[account] }, func() { d.suspended[account] = true })
}

func (d *directory) Resume(_ context.Context, account string) error {
	return d.change(func() bool { return d.suspended[account] }, func() { delete(d.suspended, account) })
}

func (d *directory) Expire(_ context.Context, account string, at time.Time) error {
	return d.change(func() bool { return !d.ends[account].Equal(at) }, func() { d.ends[account] = at })
}

func (d *directory) Close() error { return nil }
