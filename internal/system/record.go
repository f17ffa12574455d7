package system

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"time"
)

// recorded is a system that is managed by other means: it has what the register
// says, and any account that is asked for. What is done to it is gone with it.
type recorded struct {
	mu       sync.Mutex
	held     map[Membership]bool
	accounts map[string]Account
}

func newRecorded(granted []Membership) *recorded {
	r := &recorded{held: map[Membership]bool{}, accounts: map[string]Account{}}
	for _, m := range granted {
		r.held[m] = true
		r.accounts[m.Account] = Account{Name: m.Account}
	}
	return r
}

func (r *recorded) Observe(ctx context.Context, accounts ...string) (Observation, error) {
	if ctx.Err() != nil {
		return Observation{}, interrupted(ctx)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	asked := map[string]Account{}
	for _, name := range accounts {
		if name != "" {
			asked[name] = r.account(name)
		}
	}
	if len(accounts) == 0 {
		asked = r.accounts
	}
	var o Observation
	for _, account := range asked {
		o.Accounts = append(o.Accounts, account)
	}
	for m := range maps.Keys(r.held) {
		if _, wanted := asked[m.Account]; wanted {
			o.Memberships = append(o.Memberships, m)
		}
	}
	o.sort()
	return o, nil
}

func (r *recorded) Grant(ctx context.Context, m Membership) error {
	return r.change(ctx, m.Account, func(*Account) { r.held[m] = true })
}

func (r *recorded) Revoke(ctx context.Context, m Membership) error {
	if ctx.Err() != nil {
		return interrupted(ctx)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.held, m)
	return nil
}

func (r *recorded) Suspend(ctx context.Context, account string) error {
	return r.change(ctx, account, func(a *Account) { a.Suspended = true })
}

func (r *recorded) Resume(ctx context.Context, account string) error {
	return r.change(ctx, account, func(a *Account) { a.Suspended = false })
}

func (r *recorded) Expire(ctx context.Context, account string, at time.Time) error {
	return r.change(ctx, account, func(a *Account) { a.ExpiresAt = at.UTC() })
}

func (r *recorded) Close() error { return nil }

func (r *recorded) change(ctx context.Context, name string, change func(*Account)) error {
	if ctx.Err() != nil {
		return interrupted(ctx)
	}
	if err := named(name); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	account := r.account(name)
	change(&account)
	r.accounts[name] = account
	return nil
}

func (r *recorded) account(name string) Account {
	if account, known := r.accounts[name]; known {
		return account
	}
	return Account{Name: name}
}

// named refuses a call that names no account: what selects by a name must never
// come to select all.
func named(account string) error {
	if account == "" {
		return fail(ErrNotFound, "No account was named. Give the identity an external_id, or a name.")
	}
	return nil
}

// sort puts an observation into its order.
func (o *Observation) sort() {
	slices.SortFunc(o.Accounts, func(a, b Account) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(o.Memberships, func(a, b Membership) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Privilege, b.Privilege), cmp.Compare(a.Scope, b.Scope))
	})
}
