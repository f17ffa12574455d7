package provider

import (
	"fmt"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var revokeException = &deed[governance.Exception]{
	verb: "revoke",
	kind: governance.KindException,
	description: "Ends an exception before its time: from now on it counts no more, in plans and in `nhi check` alike. " +
		"It stays in the register as revoked. Another one is needed, with its own approvals, to permit the same again.",
	collection: register.Register.Exceptions,
	carryOut: func(e *governance.Exception, now time.Time) (string, bool) {
		switch status := e.StatusAt(now, true); status {
		case governance.ExceptionRevoked:
			return "it was revoked before, at " + e.RevokedAt.Format(time.RFC3339), false
		case governance.ExceptionExpired:
			return "it has expired, at " + e.ExpiresAt.Format(time.RFC3339), false
		default:
			e.RevokedAt, e.Status = now.UTC().Truncate(time.Microsecond), governance.ExceptionRevoked
			return "it is revoked and no longer counts", true
		}
	},
}

var revokeEntitlement = &deed[governance.Entitlement]{
	verb: "revoke",
	kind: governance.KindEntitlement,
	description: "Ends an entitlement before its time, for good, in the system too. It stays in the register as revoked, whatever its dates say. " +
		"Another one is needed to grant the same again: replace the resource.",
	collection: register.Register.Entitlements,
	holding:    heldByEntitlement,
	carryOut: func(e *governance.Entitlement, now time.Time) (string, bool) {
		return becomes(&e.Status, e.StatusAt(now), &e.Granted, governance.EntitlementRevoked)
	},
}

var quarantineEntitlement = &deed[governance.Entitlement]{
	verb: "quarantine",
	kind: governance.KindEntitlement,
	description: "Takes an entitlement away, in the system too, until a review lifts the quarantine, whatever its dates say. " +
		idleAccount + "Use it on a suspicion, and `nhi_revoke_entitlement` on a certainty.",
	collection: register.Register.Entitlements,
	holding:    heldByEntitlement,
	carryOut: func(e *governance.Entitlement, now time.Time) (string, bool) {
		return becomes(&e.Status, e.StatusAt(now), &e.Granted, governance.EntitlementQuarantined)
	},
	idle: true,
}

var revokeEntitlementSet = &deed[governance.EntitlementSet]{
	verb: "revoke",
	kind: governance.KindEntitlementSet,
	description: "Ends an entitlement set before its time, for good: the identity holds nothing in the system then. It stays in the register as revoked, whatever its dates say. " +
		"Another one is needed to grant the same again: replace the resource.",
	collection: register.Register.EntitlementSets,
	holding:    heldBySet,
	carryOut: func(s *governance.EntitlementSet, now time.Time) (string, bool) {
		return becomes(&s.Status, s.StatusAt(now), &s.Granted, governance.EntitlementRevoked)
	},
}

var quarantineEntitlementSet = &deed[governance.EntitlementSet]{
	verb: "quarantine",
	kind: governance.KindEntitlementSet,
	description: "Takes everything away that an identity holds in a system by an entitlement set, in the system too, until a review lifts the quarantine, whatever its dates say. " +
		idleAccount + "Use it on a suspicion, and `nhi_revoke_entitlement_set` on a certainty.",
	collection: register.Register.EntitlementSets,
	holding:    heldBySet,
	carryOut: func(s *governance.EntitlementSet, now time.Time) (string, bool) {
		return becomes(&s.Status, s.StatusAt(now), &s.Granted, governance.EntitlementQuarantined)
	},
	idle: true,
}

const idleAccount = "An account of which nothing is in force then is suspended. "

// becomes takes access away, unless it has ended or is away already.
func becomes(status *governance.EntitlementStatus, is governance.EntitlementStatus, granted *bool, to governance.EntitlementStatus) (string, bool) {
	switch is {
	case to, governance.EntitlementExpired, governance.EntitlementRevoked:
		if !*granted {
			return fmt.Sprintf("it was %s before", is), false
		}
		*status, *granted = is, false // what was stopped before it was carried out
	default:
		*status, *granted = to, false
	}
	return fmt.Sprintf("it is %s and no longer granted", *status), true
}
