// Package lifecycle says what is due, and carries it out. [Due] is a function of
// records, controls, what systems have, and an instant; it does no I/O and reads no
// clock, so the same facts give the same list, byte for byte. [Reconciler] carries
// a list out, each action once, and can be stopped and run again at any moment:
// whether something was done is read from the records, never from a queue.
package lifecycle

import (
	"slices"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// Facts are everything that decides what is due.
type Facts struct {
	Records governance.Snapshot
	// Bundle has the controls and the sinks, and verifies approvals.
	Bundle *bundle.Bundle
	// Observed is what systems have of the accounts that [Accounts] names, by the
	// id of the system. A system of kind record has what the register says, and is
	// never among them; another that is not among them was not asked, so that
	// nothing drifts in it.
	Observed map[string]Observed
}

// Observed is what one system has, or that it did not say.
type Observed struct {
	system.Observation
	Unreachable bool // nothing is known, least of all that access is gone
}

// Due returns what is due at an instant, in the order in which it is carried out.
// What counts of exceptions, emergency access and the outcomes of reviews is what
// is signed by who may.
// An error is of the records: a schedule whose recurrence says nothing.
func Due(facts Facts, now time.Time) ([]Action, error) {
	facts.Records, _ = facts.Bundle.Signed(facts.Records)
	return dueOf(facts, now)
}

// dueOf is Due of records whose signatures hold.
func dueOf(facts Facts, now time.Time) ([]Action, error) {
	reviews, err := facts.Records.Reviews(now, facts.Bundle.Controls)
	if err != nil {
		return nil, err
	}
	d := newScope(facts, reviews, now)
	for i := range facts.Records.Tenants {
		d.tenant(&facts.Records.Tenants[i])
	}
	slices.SortFunc(d.actions, compare)
	return d.actions, nil
}

// tenant adds what is due for one tenant.
func (s *scope) tenant(t *governance.Tenant) {
	of := s.of(t)
	of.decideByContract()
	of.decideByAttestations()
	of.lapseReviews()
	of.lapseCredentials()
	of.drift()
	of.access()
	of.breakGlass()
	of.ends()
	of.exceptions()
	of.variations()
	of.lastingViolations()
	of.over()
	of.reportOffboarding()
}

// Accounts names the accounts that a tenant's records are about, sorted, by the id
// of the system: what is to be observed before [Due] is asked.
func Accounts(records governance.Snapshot, tenantID string) map[string][]string {
	identities := byID(records.Identities, func(i governance.Identity) string { return i.ID })
	reached := map[string]bool{}
	for _, s := range records.Systems {
		reached[s.ID] = s.Kind != governance.SystemRecord
	}
	accounts := map[string][]string{}
	add := func(tenant, identityID, systemID string) {
		identity := identities[identityID]
		if tenant == tenantID && identity != nil && reached[systemID] {
			accounts[systemID] = append(accounts[systemID], identity.Account())
		}
	}
	for _, e := range records.Entitlements {
		add(e.TenantID, e.IdentityID, e.SystemID)
	}
	for _, e := range records.EntitlementSets {
		add(e.TenantID, e.IdentityID, e.SystemID)
	}
	for _, b := range records.BreakGlass {
		add(b.TenantID, b.IdentityID, b.SystemID)
	}
	for id := range accounts {
		slices.Sort(accounts[id])
		accounts[id] = slices.Compact(accounts[id])
	}
	return accounts
}

func byID[R any](records []R, id func(R) string) map[string]*R {
	all := make(map[string]*R, len(records))
	for i := range records {
		all[id(records[i])] = &records[i]
	}
	return all
}
