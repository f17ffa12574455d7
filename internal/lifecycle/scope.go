package lifecycle

import (
	"slices"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// scope is the facts in the form in which they are asked, and what was found due
// so far.
type scope struct {
	Facts
	now        time.Time
	identities map[string]*governance.Identity
	systems    map[string]*governance.System
	schedules  map[string]*governance.ReviewSchedule
	reviews    map[string][]governance.Review // by tenant
	told       map[recipient]bool             // the messages that are recorded
	firstTold  map[string]time.Time           // by key, when the first was
	actions    []Action
}

// recipient is one message to one place.
type recipient struct{ key, sink string }

func newScope(facts Facts, reviews []governance.Review, now time.Time) *scope {
	s := &scope{
		Facts:      facts,
		now:        now,
		identities: byID(facts.Records.Identities, func(i governance.Identity) string { return i.ID }),
		systems:    byID(facts.Records.Systems, func(s governance.System) string { return s.ID }),
		schedules:  byID(facts.Records.ReviewSchedules, func(s governance.ReviewSchedule) string { return s.ID }),
		reviews:    map[string][]governance.Review{},
		told:       make(map[recipient]bool, len(facts.Records.Messages)),
		firstTold:  map[string]time.Time{},
	}
	for _, r := range reviews {
		s.reviews[r.TenantID] = append(s.reviews[r.TenantID], r)
	}
	for _, m := range facts.Records.Messages {
		s.told[recipient{m.Key, m.Sink}] = true
		if first, known := s.firstTold[m.Key]; !known || m.CreatedAt.Before(first) {
			s.firstTold[m.Key] = m.CreatedAt
		}
	}
	return s
}

// tenancy is the scope of one tenant.
type tenancy struct {
	*scope
	tenant     *governance.Tenant
	offboarded bool // its contract has ended
	honoured   []governance.Exception
	reviews    []governance.Review
	holdings   []*holding
	about      map[string][]*holding // by the id of the record, and by that of the identity
	attested   []*governance.Attestation
	activated  []activated
	accounts   map[place]*account
	matters    map[string]*matter // that were told
	found      map[string]bool    // those that there are
}

// place is an account in a system.
type place struct{ systemID, account string }

// account is what is known of an account of the tenant.
type account struct {
	identity  *governance.Identity
	system    *governance.System
	holdings  []*holding
	seen      bool // the system answered
	there     bool // and has it
	suspended bool
	endsAt    time.Time // by the system itself; zero: never
	has       map[system.Membership]bool
}

func (s *scope) of(t *governance.Tenant) *tenancy {
	o := &tenancy{
		scope:      s,
		tenant:     t,
		offboarded: !t.ContractEnd.IsZero() && !s.now.Before(t.ContractEnd),
		reviews:    s.reviews[t.ID],
		about:      map[string][]*holding{},
		accounts:   map[place]*account{},
	}
	o.attested = o.lastAttestations()
	o.readMatters()
	for _, e := range s.Records.Exceptions {
		if e.TenantID == t.ID && s.Bundle.Stand(e, t.Slug, s.now).Honoured() {
			o.honoured = append(o.honoured, e)
		}
	}
	for i := range s.Records.Entitlements {
		if e := &s.Records.Entitlements[i]; e.TenantID == t.ID {
			o.hold(holdingOf(e), e.IdentityID, e.SystemID)
		}
	}
	for i := range s.Records.EntitlementSets {
		if e := &s.Records.EntitlementSets[i]; e.TenantID == t.ID {
			o.hold(holdingOfSet(e), e.IdentityID, e.SystemID)
		}
	}
	o.activate()
	return o
}

// hold adds what an identity holds. A register keeps nothing whose identity or
// system is not there; a snapshot of another making might.
func (o *tenancy) hold(h *holding, identityID, systemID string) {
	h.identity, h.system = o.identities[identityID], o.systems[systemID]
	if h.identity == nil || h.system == nil {
		return
	}
	h.account = o.account(h.identity, h.system)
	h.account.holdings = append(h.account.holdings, h)
	o.holdings = append(o.holdings, h)
	o.about[h.meta.ID] = append(o.about[h.meta.ID], h)
	o.about[h.identity.ID] = append(o.about[h.identity.ID], h)
}

// account returns what is known of the identity's account in the system.
func (o *tenancy) account(identity *governance.Identity, in *governance.System) *account {
	at := place{in.ID, identity.Account()}
	if known := o.accounts[at]; known != nil {
		return known
	}
	a := &account{identity: identity, system: in, has: map[system.Membership]bool{}}
	o.accounts[at] = a
	observed, asked := o.Observed[in.ID]
	if !asked || observed.Unreachable {
		return a
	}
	a.seen = true
	i, found := slices.BinarySearchFunc(observed.Accounts, at.account, func(a system.Account, name string) int { return strings.Compare(a.Name, name) })
	if found {
		a.there, a.suspended, a.endsAt = true, observed.Accounts[i].Suspended, observed.Accounts[i].ExpiresAt
	}
	from, _ := slices.BinarySearchFunc(observed.Memberships, at.account, func(m system.Membership, name string) int { return strings.Compare(m.Account, name) })
	for _, m := range observed.Memberships[from:] {
		if m.Account != at.account {
			break
		}
		a.has[m] = true
	}
	return a
}

// unreachable reports whether the system was asked and did not answer.
func (o *tenancy) unreachable(s *governance.System) bool { return o.Observed[s.ID].Unreachable }
