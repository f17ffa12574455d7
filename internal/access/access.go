// Package access holds what accounts are to hold in a system, by the register,
// against what they do hold there, as the system says.
package access

import (
	"cmp"
	"slices"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// Claim is what one record of the register says of one identity in one system.
type Claim struct {
	IdentityID string
	SystemID   string
	Privileges []governance.Privilege
	Whole      bool // the identity holds nothing else there, as by an entitlement set
	Active     bool // it is to hold them now, and otherwise none of them
}

// OfEntitlement is what an entitlement claims.
func OfEntitlement(e governance.Entitlement) Claim {
	return Claim{e.IdentityID, e.SystemID, []governance.Privilege{{Name: e.Privilege, Scope: e.Scope, Privileged: e.Privileged}}, false, e.Status == governance.EntitlementActive}
}

// OfSet is what an entitlement set claims.
func OfSet(s governance.EntitlementSet) Claim {
	return Claim{s.IdentityID, s.SystemID, s.Privileges, true, s.Status == governance.EntitlementActive}
}

// Key is a privilege as a system tells it from others: which are privileged, a
// system does not know.
type Key struct{ Name, Scope string }

// KeyOf is the key of a privilege.
func KeyOf(p governance.Privilege) Key { return Key{p.Name, p.Scope} }

// String is the key as natural keys of records have it.
func (k Key) String() string { return governance.Privilege{Name: k.Name, Scope: k.Scope}.String() }

// About reports whether two claims are about the same, so that only one of them can
// be recorded.
func (c Claim) About(other Claim) bool {
	if c.IdentityID != other.IdentityID || c.SystemID != other.SystemID || c.Whole != other.Whole {
		return false
	}
	return c.Whole || slices.EqualFunc(c.Privileges, other.Privileges, func(a, b governance.Privilege) bool { return KeyOf(a) == KeyOf(b) })
}

// SameAs reports whether two records claim the same.
func (c Claim) SameAs(other Claim) bool {
	return c.About(other) && c.Active == other.Active && slices.Equal(c.Privileges, other.Privileges)
}

// Changes is what a claim makes of what is held: what is missing, and what is too
// much, both in order. The claim says nothing of what is exempt.
func (c Claim) Changes(held, exempt []Key) (missing, excess []Key) {
	var declared []Key
	for _, p := range c.Privileges {
		declared = append(declared, KeyOf(p))
	}
	for _, key := range declared {
		if c.Active && !slices.Contains(held, key) {
			missing = append(missing, key)
		}
	}
	for _, key := range held {
		claimed := slices.Contains(declared, key)
		if claimed && !c.Active || !claimed && c.Whole && !slices.Contains(exempt, key) {
			excess = append(excess, key)
		}
	}
	sortKeys(missing)
	sortKeys(excess)
	return missing, excess
}

// Granted reports whether somebody who holds this has what is claimed: all of it
// while that is active, and otherwise any of it.
func (c Claim) Granted(held, exempt []Key) bool {
	missing, excess := c.Changes(held, exempt)
	if c.Active {
		return len(missing) == 0
	}
	return len(excess) > 0
}

// Emergency are the privileges that an identity has in a system by break-glass
// access that is in use. They are nobody else's to judge.
func Emergency(held governance.Snapshot, identityID, systemID string) (keys []Key) {
	for _, b := range held.BreakGlass {
		if b.IdentityID != identityID || b.SystemID != systemID {
			continue
		}
		for _, a := range held.Activations {
			if a.BreakGlassID == b.ID && a.Granted {
				keys = append(keys, Key{b.Privilege, b.Scope})
				break
			}
		}
	}
	return keys
}

// InForce reports whether anything is in force that the register has of an account
// in a system.
func InForce(held governance.Snapshot, systemID, account string) bool {
	named := map[string]bool{}
	for _, i := range held.Identities {
		named[i.ID] = i.Account() == account
	}
	for _, e := range held.Entitlements {
		if e.SystemID == systemID && named[e.IdentityID] && e.Status == governance.EntitlementActive {
			return true
		}
	}
	for _, s := range held.EntitlementSets {
		if s.SystemID == systemID && named[s.IdentityID] && s.Status == governance.EntitlementActive {
			return true
		}
	}
	for _, b := range held.BreakGlass {
		if b.SystemID == systemID && named[b.IdentityID] && len(Emergency(held, b.IdentityID, systemID)) > 0 {
			return true
		}
	}
	return false
}

// Held are the privileges of an observation by the account that has them.
func Held(o system.Observation) map[string][]Key {
	held := map[string][]Key{}
	for _, m := range o.Memberships {
		held[m.Account] = append(held[m.Account], Key{m.Privilege, m.Scope})
	}
	return held
}

func sortKeys(keys []Key) {
	slices.SortFunc(keys, func(a, b Key) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Scope, b.Scope)) })
}
