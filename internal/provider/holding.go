package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/access"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// holding is what records of one kind give to identities in systems.
type holding[R register.Record] struct {
	claim   func(R) access.Claim
	meta    func(*R) *governance.Meta
	granted func(*R) *bool
}

var (
	heldByEntitlement = &holding[governance.Entitlement]{
		claim:   access.OfEntitlement,
		meta:    func(e *governance.Entitlement) *governance.Meta { return &e.Meta },
		granted: func(e *governance.Entitlement) *bool { return &e.Granted },
	}
	heldBySet = &holding[governance.EntitlementSet]{
		claim:   access.OfSet,
		meta:    func(s *governance.EntitlementSet) *governance.Meta { return &s.Meta },
		granted: func(s *governance.EntitlementSet) *bool { return &s.Granted },
	}
)

// account is who has what a claim gives, in a system that is reached.
type account struct {
	*place
	name string
}

// account returns nil for a claim on a system that the register alone is the
// truth of.
func (s *session) account(ctx context.Context, claim access.Claim) (*account, error) {
	p, err := s.place(ctx, claim.SystemID)
	if p == nil || err != nil {
		return nil, err
	}
	identity, err := recorded(ctx, s, register.Register.Identities, claim.IdentityID)
	return &account{p, identity.Account()}, err
}

// exempt is what a claim says nothing of: break-glass access that is in use.
func (s *session) exempt(ctx context.Context, claim access.Claim) ([]access.Key, error) {
	if !claim.Whole {
		return nil, nil
	}
	snapshot, err := s.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	if snapshot == nil {
		now, err := heldNow(ctx, s)
		if err != nil {
			return nil, err
		}
		snapshot = &now
	}
	return access.Emergency(*snapshot, claim.IdentityID, claim.SystemID), nil
}

// observe shows in a model what the system has of its record.
func (k *kind[R, M]) observe(ctx context.Context, s *session, record R, m *M) error {
	if k.holding == nil {
		return nil
	}
	claim := k.holding.claim(record)
	account, err := s.account(ctx, claim)
	if account == nil || err != nil {
		return err
	}
	snapshot, err := s.snapshot(ctx)
	if err != nil {
		return err
	}
	held, err := account.heldIn(ctx, snapshot, account.name)
	if err != nil {
		return err
	}
	exempt, err := s.exempt(ctx, claim)
	k.show(m, claim, held, exempt)
	return err
}

// bring stores a record, and makes the system have what it says. Whenever it is
// stopped, the next run goes on from there, and no access is without a record: it
// is stored as not carried out first, then carried out, then recorded as that.
// What the system has already is left as it is. A record that is returned with an
// error was stored.
func (h *holding[R]) bring(ctx context.Context, s *session, records register.Collection[R], record R, store store[R]) (*R, error) {
	if h == nil {
		return stored(store(records, ctx, record))
	}
	claim := h.claim(record)
	account, err := s.account(ctx, claim)
	if err != nil {
		return nil, err
	}
	if account == nil {
		return stored(store(records, ctx, record))
	}
	missing, excess, err := s.changes(ctx, account, claim)
	if err != nil {
		return nil, err
	}
	done := len(missing)+len(excess) == 0
	*h.granted(&record) = claim.Active == done
	begun, err := store(records, ctx, record)
	if errors.Is(err, register.ErrExists) {
		begun, err = h.goOn(ctx, records, record, err)
	}
	if err != nil || done {
		return stored(begun, err)
	}
	if err := s.change(ctx, account, claim, missing, excess); err != nil {
		return &begun, err
	}
	written, err := h.carriedOut(ctx, records, begun)
	if errors.Is(err, register.ErrNotFound) { // somebody deleted the record: nobody is to have what none says
		return nil, errors.Join(err, s.release(ctx, account, claim))
	}
	return written, err
}

func stored[R any](record R, err error) (*R, error) {
	if err != nil {
		return nil, err
	}
	return &record, nil
}

// changes is what is missing of a claim and what is too much, now.
func (s *session) changes(ctx context.Context, of *account, claim access.Claim) (missing, excess []access.Key, err error) {
	o, err := of.observe(ctx, of.name)
	if err != nil {
		return nil, nil, err
	}
	exempt, err := s.exempt(ctx, claim)
	missing, excess = claim.Changes(access.Held(o)[of.name], exempt)
	return missing, excess, err
}

// change takes from an account what is too much and gives it what is missing, and
// looks whether that is so then.
func (s *session) change(ctx context.Context, of *account, claim access.Claim, missing, excess []access.Key) error {
	if err := of.each(ctx, excess, system.System.Revoke); err != nil {
		return err
	}
	if err := of.each(ctx, missing, system.System.Grant); err != nil {
		return err
	}
	missing, excess, err := s.changes(ctx, of, claim)
	if err != nil || len(missing)+len(excess) == 0 {
		return err
	}
	return of.unsettled(missing, excess)
}

func (a *account) each(ctx context.Context, keys []access.Key, change func(system.System, context.Context, system.Membership) error) error {
	reached, err := a.open(ctx)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := change(reached, ctx, system.Membership{Account: a.name, Privilege: key.Name, Scope: key.Scope}); err != nil {
			return a.in(err)
		}
	}
	return nil
}

// goOn takes over the record that a run left behind which was stopped before it
// carried anything out, and which therefore is in no state. Any other that is
// there already is somebody's.
func (h *holding[R]) goOn(ctx context.Context, records register.Collection[R], record R, exists error) (none R, _ error) {
	all, err := records.List(ctx, "")
	if err != nil {
		return none, err
	}
	for _, left := range all {
		meta := *h.meta(&left)
		claim := h.claim(left)
		if meta.Revision == 1 && claim.Active && !*h.granted(&left) && claim.About(h.claim(record)) {
			*h.meta(&record) = meta
			return records.Update(ctx, record)
		}
	}
	return none, exists
}

// carriedOut records that what a record says is so in the system. What somebody
// else wrote meanwhile stays, but for that, which is a fact; when it says something
// else, that is an error.
func (h *holding[R]) carriedOut(ctx context.Context, records register.Collection[R], record R) (*R, error) {
	claim, begun := h.claim(record), record
	var conflict error
	for {
		*h.granted(&record) = claim.Active
		written, err := records.Update(ctx, record)
		switch {
		case err == nil && h.claim(written).SameAs(claim):
			return &written, nil
		case err == nil:
			return &written, conflict
		case !errors.Is(err, register.ErrConflict):
			return &begun, err
		}
		conflict = err
		if record, err = records.Get(ctx, h.meta(&begun).ID); err != nil {
			return &begun, err
		}
	}
}

// end stores a record that is no longer in force, and takes from the system what
// it gave. It is recorded first: what cannot be reached now is carried out later.
func (h *holding[R]) end(ctx context.Context, s *session, records register.Collection[R], record R) (*R, error) {
	claim := h.claim(record)
	account, err := s.account(ctx, claim)
	if err != nil {
		return nil, err
	}
	*h.granted(&record) = account != nil
	begun, err := records.Update(ctx, record)
	if account == nil || err != nil {
		return stored(begun, err)
	}
	if err := s.release(ctx, account, claim); err != nil {
		return &begun, err
	}
	return h.carriedOut(ctx, records, begun)
}

// clear makes a system have nothing of what a record says that is about to be
// deleted. One that has changed since it was planned is left to the register to
// refuse.
func (h *holding[R]) clear(ctx context.Context, s *session, records register.Collection[R], planned R) error {
	if h == nil {
		return nil
	}
	account, err := s.account(ctx, h.claim(planned))
	if account == nil || err != nil {
		return err
	}
	record, err := records.Get(ctx, h.meta(&planned).ID)
	if err != nil || h.meta(&record).Revision != h.meta(&planned).Revision {
		return err
	}
	return s.release(ctx, account, h.claim(record))
}

// release takes from an account everything that is claimed.
func (s *session) release(ctx context.Context, of *account, claim access.Claim) error {
	claim.Active = false
	missing, excess, err := s.changes(ctx, of, claim)
	if err != nil || len(excess) == 0 {
		return err
	}
	return s.change(ctx, of, claim, missing, excess)
}

// unsettled is an account that does not hold what it was brought to hold.
func (a *account) unsettled(missing, excess []access.Key) error {
	var wrong []string
	for _, key := range missing {
		wrong = append(wrong, fmt.Sprintf("it was granted %q, and does not list it", key))
	}
	for _, key := range excess {
		wrong = append(wrong, fmt.Sprintf("%q was revoked, and it still lists it", key))
	}
	return a.in(&system.Error{Summary: system.ErrFailed, Detail: fmt.Sprintf("After the change it says otherwise of the account %q: %s. "+
		"Somebody else may be changing it, or it writes the name in another way than the configuration. Look at the account there, and plan again.", a.name, strings.Join(wrong, "; "))})
}
