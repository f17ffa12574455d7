package provider

import (
	"context"
	"os"
	"slices"
	"sync"

	"github.com/nhi-governance/terraform-provider-nhi/internal/access"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// reach is the systems that a run has reached, each opened once.
type reach struct {
	mu     sync.Mutex
	places map[string]*place // by id; nil for a system that the register alone is the truth of
}

func newReach() *reach { return &reach{places: map[string]*place{}} }

// place returns the system with an id, nil for one that is not reached. A system
// keeps its kind; its settings may change in the run that uses it.
func (s *session) place(ctx context.Context, id string) (*place, error) {
	r := s.reach
	r.mu.Lock()
	p, known := r.places[id]
	r.mu.Unlock()
	if known && p == nil {
		return nil, nil
	}
	record, err := recorded(ctx, s, register.Register.Systems, id)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	p = r.places[id]
	switch {
	case record.Kind == governance.SystemRecord:
		p = nil
	case p == nil || p.record.Revision < record.Revision:
		p = &place{record: record, taken: make(chan struct{})}
	}
	r.places[id] = p
	return p, nil
}

// place is one system, and how a plan looks at it: once, however many records
// have something there.
type place struct {
	record governance.System

	once   sync.Once
	system system.System
	failed error

	look   sync.Once
	taken  chan struct{} // closed when what follows is there
	asked  map[string]bool
	held   map[string][]access.Key
	unseen error
}

// open returns the system, which is closed with the process.
func (p *place) open(ctx context.Context) (system.System, error) {
	p.once.Do(func() {
		// Whoever comes first must not take the system away from the others.
		p.system, p.failed = system.Open(context.WithoutCancel(ctx), p.record, os.LookupEnv)
	})
	return p.system, p.in(p.failed)
}

// observe returns what the system has now, of accounts or of all.
func (p *place) observe(ctx context.Context, accounts ...string) (system.Observation, error) {
	reached, err := p.open(ctx)
	if err != nil {
		return system.Observation{}, err
	}
	o, err := reached.Observe(ctx, accounts...)
	return o, p.in(err)
}

// heldIn returns what an account held when the plan looked at the system, which
// is when it was first asked. The snapshot says whom to ask for; nil, or whom it
// does not know, is asked for alone.
func (p *place) heldIn(ctx context.Context, snapshot *governance.Snapshot, account string) ([]access.Key, error) {
	alone := func() ([]access.Key, error) {
		o, err := p.observe(ctx, account)
		return access.Held(o)[account], err
	}
	if snapshot == nil {
		return alone()
	}
	p.look.Do(func() {
		ctx := context.WithoutCancel(ctx) // it is everybody's
		go func() {
			defer close(p.taken)
			accounts := accountsIn(snapshot, p.record.ID)
			p.asked = make(map[string]bool, len(accounts))
			for _, account := range accounts {
				p.asked[account] = true
			}
			if len(accounts) > 0 { // to ask for nobody is to ask for everybody
				var o system.Observation
				o, p.unseen = p.observe(ctx, accounts...)
				p.held = access.Held(o)
			}
		}()
	})
	select {
	case <-p.taken:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if p.unseen == nil && !p.asked[account] {
		return alone()
	}
	return p.held[account], p.unseen
}

// in says which system an error is about.
func (p *place) in(err error) error {
	if err == nil {
		return nil
	}
	return &placeError{p.record.Name, err}
}

// placeError is what went wrong with one system.
type placeError struct {
	system string
	error
}

func (e *placeError) Unwrap() error { return e.error }

// accountsIn are the accounts of everybody who has a record of access to a
// system.
func accountsIn(snapshot *governance.Snapshot, systemID string) []string {
	concerned := map[string]bool{}
	for _, e := range snapshot.Entitlements {
		concerned[e.IdentityID] = concerned[e.IdentityID] || e.SystemID == systemID
	}
	for _, set := range snapshot.EntitlementSets {
		concerned[set.IdentityID] = concerned[set.IdentityID] || set.SystemID == systemID
	}
	var accounts []string
	for _, i := range snapshot.Identities {
		if concerned[i.ID] {
			accounts = append(accounts, i.Account())
		}
	}
	slices.Sort(accounts)
	return slices.Compact(accounts)
}
