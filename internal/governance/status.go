package governance

import (
	"slices"
	"time"
)

// EntitlementStatus is where an entitlement stands.
type EntitlementStatus string

// The statuses of an entitlement.
const (
	EntitlementScheduled   EntitlementStatus = "scheduled"
	EntitlementActive      EntitlementStatus = "active"
	EntitlementQuarantined EntitlementStatus = "quarantined"
	EntitlementExpired     EntitlementStatus = "expired"
	EntitlementRevoked     EntitlementStatus = "revoked"
)

// StatusAt is the status that the entitlement ought to have at an instant. A
// revoked one stays so, a quarantined one until it expires: only a review
// lifts either.
func (e Entitlement) StatusAt(now time.Time) EntitlementStatus {
	switch {
	case e.Status == EntitlementRevoked:
		return EntitlementRevoked
	case ended(e.ExpiresAt, now):
		return EntitlementExpired
	case e.Status == EntitlementQuarantined:
		return EntitlementQuarantined
	case now.Before(e.StartsAt):
		return EntitlementScheduled
	default:
		return EntitlementActive
	}
}

// ended reports whether an exclusive end has come; a zero end never does.
func ended(end, now time.Time) bool { return !end.IsZero() && !now.Before(end) }

// ExceptionStatus is where an exception stands. Only active ones count.
type ExceptionStatus string

// The statuses of an exception.
const (
	ExceptionPending   ExceptionStatus = "pending" // not yet approved
	ExceptionScheduled ExceptionStatus = "scheduled"
	ExceptionActive    ExceptionStatus = "active"
	ExceptionExpired   ExceptionStatus = "expired"
	ExceptionRevoked   ExceptionStatus = "revoked"
)

// StatusAt is the status that the exception has at an instant, given whether
// its approvals satisfy its control.
func (e Exception) StatusAt(now time.Time, approved bool) ExceptionStatus {
	switch {
	case ended(e.RevokedAt, now):
		return ExceptionRevoked
	case ended(e.ExpiresAt, now):
		return ExceptionExpired
	case !approved:
		return ExceptionPending
	case now.Before(e.StartsAt):
		return ExceptionScheduled
	default:
		return ExceptionActive
	}
}

// Begin is when the exception's window opens: its start, else its creation,
// else now, for one that is only planned.
func (e Exception) Begin(now time.Time) time.Time {
	switch {
	case !e.StartsAt.IsZero():
		return e.StartsAt
	case !e.CreatedAt.IsZero():
		return e.CreatedAt
	default:
		return now
	}
}

// Approved reports whether enough of the control's approvers have signed.
// Signers are the principals whose signatures were verified; nobody approves
// what they asked for themselves, and nobody counts twice.
func (r ExceptionRule) Approved(requestedBy string, signers []string) bool {
	return len(r.Counted(requestedBy, signers)) >= r.Approvals
}

// Counted returns the signers whose approval counts, sorted.
func (r ExceptionRule) Counted(requestedBy string, signers []string) []string {
	var counted []string
	for _, signer := range signers {
		if signer != requestedBy && slices.Contains(r.Approvers, signer) && !slices.Contains(counted, signer) {
			counted = append(counted, signer)
		}
	}
	slices.Sort(counted)
	return counted
}
