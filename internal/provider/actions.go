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
	description: "Ends an entitlement before its time, for good. It stays in the register as revoked, whatever its dates say. " +
		"Another one is needed to grant the same again: replace the resource.",
	collection: register.Register.Entitlements,
	carryOut: func(e *governance.Entitlement, now time.Time) (string, bool) {
		return becomes(e, now, governance.EntitlementRevoked)
	},
}

var quarantineEntitlement = &deed[governance.Entitlement]{
	verb: "quarantine",
	kind: governance.KindEntitlement,
	description: "Takes an entitlement away until a review lifts the quarantine, whatever its dates say. " +
		"Use it on a suspicion, and `nhi_revoke_entitlement` on a certainty.",
	collection: register.Register.Entitlements,
	carryOut: func(e *governance.Entitlement, now time.Time) (string, bool) {
		return becomes(e, now, governance.EntitlementQuarantined)
	},
}

// becomes takes an entitlement away, unless it has ended or is away already.
func becomes(e *governance.Entitlement, now time.Time, status governance.EntitlementStatus) (string, bool) {
	switch is := e.StatusAt(now); is {
	case status, governance.EntitlementExpired, governance.EntitlementRevoked:
		return fmt.Sprintf("it was %s before", is), false
	default:
		e.Status, e.Granted = status, false
		return fmt.Sprintf("it is %s and no longer granted", status), true
	}
}
