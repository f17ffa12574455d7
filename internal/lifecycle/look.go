package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// look is what the systems of one tenant have, and the way to them.
type look struct {
	systems  map[string]*governance.System
	reached  map[string]reached
	observed map[string]Observed
	done     map[done]bool
}

// done is a call that was made, and need not be made again for another action.
type done struct {
	systemID string
	step
}

// reached is a system, or why it could not be reached.
type reached struct {
	system system.System
	err    error
}

// look observes the accounts of a tenant, in all of its systems at once.
func (r *Reconciler) look(ctx context.Context, records governance.Snapshot, tenantID string) (*look, error) {
	l := &look{
		systems:  byID(records.Systems, func(s governance.System) string { return s.ID }),
		reached:  map[string]reached{},
		observed: map[string]Observed{},
		done:     map[done]bool{},
	}
	accounts := Accounts(records, tenantID)
	for _, id := range slices.Sorted(maps.Keys(accounts)) {
		l.reached[id] = r.reach(ctx, *l.systems[id])
	}
	type answer struct {
		id   string
		seen system.Observation
		err  error
	}
	answers := make(chan answer, len(l.reached))
	for id, at := range l.reached {
		go func() {
			if at.err != nil {
				answers <- answer{id: id, err: at.err}
				return
			}
			seen, err := at.system.Observe(ctx, accounts[id]...)
			answers <- answer{id, seen, err}
		}()
	}
	for range accounts {
		a := <-answers
		l.observed[a.id] = Observed{a.seen, a.err != nil}
		if a.err == nil {
			continue
		}
		if at := l.lose(a.id, a.err); l.systems[a.id].Shared {
			r.shared[a.id] = at
		}
	}
	return l, ctx.Err()
}

// confirmed leaves out drift that is none by the records as they are after the
// systems were asked: who applies a configuration records access first, and gives it
// then.
func (r *Reconciler) confirmed(ctx context.Context, records register.Register, l *look, actions []Action) ([]Action, error) {
	drifts := func(a Action) bool { return a.Lapse == governance.LapseDrift }
	if !slices.ContainsFunc(actions, drifts) {
		return actions, nil
	}
	snapshot, err := records.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	again, err := Due(Facts{Records: snapshot, Bundle: r.Bundle, Observed: l.observed}, r.Now)
	if err != nil {
		return nil, err
	}
	still := map[string]bool{}
	for _, a := range again {
		still[a.Key] = true
	}
	return slices.DeleteFunc(actions, func(a Action) bool { return drifts(a) && !still[a.Key] }), nil
}

// reach opens a system. One of several tenants is opened once in a run, and when
// it does not answer, that is waited for once.
func (r *Reconciler) reach(ctx context.Context, record governance.System) reached {
	if known, there := r.shared[record.ID]; there {
		return known
	}
	opened, err := r.Open(ctx, record)
	at := reached{opened, err}
	if record.Shared {
		if r.shared == nil {
			r.shared = map[string]reached{}
		}
		r.shared[record.ID] = at
	}
	return at
}

func (r *Reconciler) closeShared() {
	for _, at := range r.shared {
		if at.system != nil {
			_ = at.system.Close() // there is nothing left that could get lost
		}
	}
	r.shared = nil
}

// lose notes that a system does not answer.
func (l *look) lose(id string, err error) reached {
	at := l.reached[id]
	at.err = err
	l.reached[id] = at
	return at
}

func (l *look) close() {
	for id, at := range l.reached {
		if at.system != nil && !l.systems[id].Shared {
			_ = at.system.Close() // there is nothing left that could get lost
		}
	}
}

// problems are the systems that did not answer.
func (l *look) problems(tenant string) []Problem {
	var all []Problem
	for _, id := range slices.Sorted(maps.Keys(l.observed)) {
		if l.observed[id].Unreachable {
			all = append(all, Problem{Tenant: tenant, System: l.systems[id].Name, Text: fmt.Sprintf(
				"What it has is not known, so nothing was given or taken there: %s.", plain(l.reached[id].err))})
		}
	}
	return all
}

// step carries out one call, and says why it could not be. A system that stopped
// answering is not asked again.
func (l *look) step(ctx context.Context, systemID string, s step) (problem string) {
	at, call := l.reached[systemID], done{systemID, s}
	if l.done[call] {
		return ""
	}
	if at.err == nil {
		err := s.in(ctx, at.system)
		if err == nil {
			l.done[call] = true
			return ""
		}
		if errors.Is(err, system.ErrUnreachable) {
			l.lose(systemID, err)
		}
		return fmt.Sprintf("To %s it in the system failed: %s.", s.verb, plain(err))
	}
	return fmt.Sprintf("It was not done, as the system stopped answering: %s.", plain(at.err))
}

// plain is an error without its full stop, as a part of a sentence.
func plain(err error) string { return strings.TrimSuffix(err.Error(), ".") }
