package access

import (
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// Unmanaged is a privilege that a system has and no record claims.
type Unmanaged struct {
	Account    string
	Suspended  bool   // the account is
	IdentityID string // whose account it is; "" when the register knows nobody
	Key
}

// UnmanagedIn returns what was observed in a system and no record claims, in the
// order of the observation. An entitlement set claims everything of its account:
// what is too much of that is its drift.
func UnmanagedIn(s governance.System, held governance.Snapshot, o system.Observation) (found []Unmanaged) {
	owners := map[string][]governance.Identity{} // by account: tenants may share a system
	for _, i := range held.Identities {
		if s.TenantID == "" || i.TenantID == s.TenantID {
			owners[i.Account()] = append(owners[i.Account()], i)
		}
	}
	type claimed struct {
		identityID string
		key        Key // zero for everything
	}
	claims := map[claimed]bool{}
	for _, e := range held.Entitlements {
		if e.SystemID == s.ID {
			claims[claimed{e.IdentityID, Key{e.Privilege, e.Scope}}] = true
		}
	}
	for _, set := range held.EntitlementSets {
		if set.SystemID == s.ID {
			claims[claimed{set.IdentityID, Key{}}] = true
		}
	}
	suspended := map[string]bool{}
	for _, account := range o.Accounts {
		suspended[account.Name] = account.Suspended
	}
	emergency := map[claimed]bool{}
	for _, b := range held.BreakGlass {
		for _, key := range Emergency(held, b.IdentityID, s.ID) {
			emergency[claimed{b.IdentityID, key}] = true
		}
	}
	for _, m := range o.Memberships {
		key := Key{m.Privilege, m.Scope}
		one, known := Unmanaged{m.Account, suspended[m.Account], "", key}, false
		for _, owner := range owners[m.Account] {
			one.IdentityID = owner.ID
			known = known || claims[claimed{owner.ID, key}] || claims[claimed{owner.ID, Key{}}] || emergency[claimed{owner.ID, key}]
		}
		if !known {
			found = append(found, one)
		}
	}
	return found
}
