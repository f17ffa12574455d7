package lifecycle

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// holding is an entitlement, or a set of them: what one record says that one
// identity holds in one system.
type holding struct {
	kind       governance.Kind
	meta       governance.Meta
	identity   *governance.Identity
	system     *governance.System
	account    *account
	privileges []governance.Privilege
	startsAt   time.Time
	expiresAt  time.Time
	status     governance.EntitlementStatus // as last carried out
	granted    bool

	quarantined time.Time // since when, where the status says so

	left    []governance.Privilege // by the last review
	end     time.Time              // by the last review
	verdict cause                  // the gravest reason to take it away
	// The reviews that lift a quarantine, and that left less than is recorded.
	lifted, reducing *governance.Attestation

	want governance.EntitlementStatus

	// become returns the record as it is to be.
	become func(status governance.EntitlementStatus, granted bool) change
}

func holdingOf(e *governance.Entitlement) *holding {
	privileges := []governance.Privilege{{Name: e.Privilege, Scope: e.Scope, Privileged: e.Privileged}}
	h := &holding{
		kind: governance.KindEntitlement, meta: e.Meta, privileges: privileges,
		startsAt: e.StartsAt, expiresAt: e.ExpiresAt, status: e.Status, granted: e.Granted, quarantined: cmp.Or(e.QuarantinedAt, e.UpdatedAt),
		left: privileges, end: e.ExpiresAt,
	}
	h.become = func(status governance.EntitlementStatus, granted bool) change {
		record := *e
		record.Status, record.Granted, record.ExpiresAt = status, granted, h.end
		return update[governance.Entitlement]{register.Records.Entitlements, record}
	}
	return h
}

func holdingOfSet(e *governance.EntitlementSet) *holding {
	h := &holding{
		kind: governance.KindEntitlementSet, meta: e.Meta, privileges: e.Privileges,
		startsAt: e.StartsAt, expiresAt: e.ExpiresAt, status: e.Status, granted: e.Granted, quarantined: cmp.Or(e.QuarantinedAt, e.UpdatedAt),
		left: e.Privileges, end: e.ExpiresAt,
	}
	h.become = func(status governance.EntitlementStatus, granted bool) change {
		record := *e
		record.Status, record.Granted, record.ExpiresAt, record.Privileges = status, granted, h.end, h.left
		return update[governance.EntitlementSet]{register.Records.EntitlementSets, record}
	}
	return h
}

// byTime is the status that time gives what a review left.
func (h *holding) byTime(status governance.EntitlementStatus, now time.Time) governance.EntitlementStatus {
	return governance.Entitlement{StartsAt: h.startsAt, ExpiresAt: h.end, Status: status}.StatusAt(now)
}

// reduced reports whether a review left less than is recorded.
func (h *holding) reduced() bool {
	return !h.end.Equal(h.expiresAt) || len(h.left) != len(h.privileges)
}

// onlyWhatRemains reports whether a reviewer said which privileges of a set stay:
// whoever recorded that already, the system is to have no others.
func (h *holding) onlyWhatRemains() bool {
	return h.kind == governance.KindEntitlementSet && h.reducing != nil && len(h.reducing.Remaining) > 0
}

// memberships are the privileges as the system has them.
func (h *holding) memberships(privileges []governance.Privilege) []system.Membership {
	return h.account.memberships(privileges)
}

func (a *account) memberships(privileges []governance.Privilege) []system.Membership {
	all := make([]system.Membership, len(privileges))
	for i, p := range privileges {
		all[i] = system.Membership{Account: a.identity.Account(), Privilege: p.Name, Scope: p.Scope}
	}
	return all
}

// gone are the privileges that a review took out.
func (h *holding) gone() []governance.Privilege {
	return slices.DeleteFunc(slices.Clone(h.privileges), func(p governance.Privilege) bool { return slices.Contains(h.left, p) })
}

// cause is a reason to take access away.
type cause struct {
	kind    Kind // Revoke, Expire or Quarantine; none: no reason
	lapse   governance.Lapse
	since   time.Time
	why     string
	control string
	notify  []string
}

func (c cause) status() governance.EntitlementStatus {
	switch c.kind {
	case Revoke:
		return governance.EntitlementRevoked
	case Expire:
		return governance.EntitlementExpired
	default:
		return governance.EntitlementQuarantined
	}
}

// blame keeps the gravest reason, of equally grave ones the oldest.
func (h *holding) blame(c cause) {
	if h.verdict.kind == "" || c.worse(h.verdict) {
		h.verdict = c
	}
}

func (c cause) worse(than cause) bool {
	gravity := []Kind{Quarantine, Expire, Revoke}
	return cmp.Or(
		cmp.Compare(slices.Index(gravity, than.kind), slices.Index(gravity, c.kind)),
		c.since.Compare(than.since),
		cmp.Compare(c.control, than.control),
		cmp.Compare(c.why, than.why),
	) < 0
}

// key is the natural key of the record.
func (h *holding) key(tenant string) string {
	parts := []string{tenant, h.identity.Name, h.system.Name}
	if h.kind == governance.KindEntitlement {
		parts = append(parts, h.privileges[0].String())
	}
	return strings.Join(parts, "/")
}

func texts(privileges []governance.Privilege) []string {
	all := make([]string, len(privileges))
	for i, p := range privileges {
		all[i] = p.String()
	}
	return all
}
