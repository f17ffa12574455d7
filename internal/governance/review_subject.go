package governance

import (
	"maps"
	"slices"
	"time"
)

// subject is anything that is reviewed.
type subject struct {
	meta       Meta
	kind       Kind
	tenantID   string
	scheduleID string // of the schedule that it names itself
	identity   *Identity
	systemID   string
	privileged *bool    // nil for what is neither
	barred     []string // who may not review it: who owns it or asked for it
}

// reviews reports whether the schedule is for a subject of its tenant.
func (s ReviewSchedule) reviews(of subject, tenant Tenant) bool {
	if of.scheduleID == s.ID {
		return true
	}
	by := s.Selector
	if (len(by.Kinds) > 0 || len(by.Environments) > 0) && of.identity == nil {
		return false
	}
	switch {
	case len(by.Kinds) > 0 && !slices.Contains(by.Kinds, of.identity.Kind),
		len(by.Environments) > 0 && !slices.Contains(by.Environments, of.identity.Environment),
		len(by.SystemIDs) > 0 && !slices.Contains(by.SystemIDs, of.systemID),
		by.Privileged != nil && (of.privileged == nil || *of.privileged != *by.Privileged):
		return false
	}
	for _, key := range slices.Sorted(maps.Keys(by.Labels)) {
		if tenant.Labels[key] != by.Labels[key] {
			return false
		}
	}
	return true
}

// subjects are what there is to review: nothing that has ended.
func (s Snapshot) subjects(now time.Time) map[Subjects][]subject {
	all := map[Subjects][]subject{}
	owners := s.owners()
	for i := range s.Identities {
		identity := &s.Identities[i]
		all[ReviewIdentities] = append(all[ReviewIdentities], subject{meta: identity.Meta, kind: KindIdentity, tenantID: identity.TenantID, identity: identity, barred: owners.of(identity.ID)})
	}
	for _, e := range s.Entitlements {
		if !over(e.StatusAt(now)) {
			all[ReviewEntitlements] = append(all[ReviewEntitlements], subject{e.Meta, KindEntitlement, e.TenantID, e.ReviewScheduleID, owners[e.IdentityID], e.SystemID, &e.Privileged, owners.of(e.IdentityID)})
		}
	}
	for _, e := range s.EntitlementSets {
		if !over(e.StatusAt(now)) {
			privileged := slices.ContainsFunc(e.Privileges, func(p Privilege) bool { return p.Privileged })
			all[ReviewEntitlements] = append(all[ReviewEntitlements], subject{e.Meta, KindEntitlementSet, e.TenantID, e.ReviewScheduleID, owners[e.IdentityID], e.SystemID, &privileged, owners.of(e.IdentityID)})
		}
	}
	for _, b := range s.BreakGlass {
		if b.RevokedAt.IsZero() {
			all[ReviewBreakGlass] = append(all[ReviewBreakGlass], owners.access(b))
		}
	}
	for _, e := range s.Exceptions {
		if status := e.StatusAt(now, true); status != ExceptionExpired && status != ExceptionRevoked {
			all[ReviewExceptions] = append(all[ReviewExceptions], subject{meta: e.Meta, kind: KindException, tenantID: e.TenantID, barred: append(owners.of(e.Targets...), e.RequestedBy)})
		}
	}
	return all
}

// identitiesByID are identities by their ids, for who owns them.
type identitiesByID map[string]*Identity

func (s Snapshot) owners() identitiesByID {
	all := make(identitiesByID, len(s.Identities))
	for i := range s.Identities {
		all[s.Identities[i].ID] = &s.Identities[i]
	}
	return all
}

// of are the owners of the identities among some ids.
func (all identitiesByID) of(ids ...string) (owners []string) {
	for _, id := range ids {
		if identity := all[id]; identity != nil {
			owners = append(owners, identity.Owner)
		}
	}
	return owners
}

// access is break-glass access as what is reviewed, whether or not it still is
// there to be used.
func (all identitiesByID) access(b BreakGlass) subject {
	privileged := true
	return subject{b.Meta, KindBreakGlass, b.TenantID, "", all[b.IdentityID], b.SystemID, &privileged, append(all.of(b.IdentityID), b.RequestedBy)}
}

// over reports whether an entitlement has ended for good.
func over(status EntitlementStatus) bool {
	return status == EntitlementExpired || status == EntitlementRevoked
}
