package cli

import "github.com/nhi-governance/terraform-provider-nhi/internal/governance"

// names are the natural keys of what a snapshot holds, by kind and id.
type names map[governance.Kind]map[string]string

func namesOf(s governance.Snapshot) names {
	n := names{}
	put := func(kind governance.Kind, id, key string) {
		if n[kind] == nil {
			n[kind] = map[string]string{}
		}
		n[kind][id] = key
	}
	for _, t := range s.Tenants {
		put(governance.KindTenant, t.ID, t.Slug)
	}
	tenant := func(id string) string { return n.key(governance.KindTenant, id) }
	system := map[string]string{}
	for _, x := range s.Systems {
		system[x.ID] = x.Name
		put(governance.KindSystem, x.ID, tenant(x.TenantID)+"/"+x.Name)
	}
	for _, i := range s.Identities {
		put(governance.KindIdentity, i.ID, tenant(i.TenantID)+"/"+i.Name)
	}
	held := func(identity, in string) string { return n.key(governance.KindIdentity, identity) + "/" + system[in] }
	for _, e := range s.Entitlements {
		put(governance.KindEntitlement, e.ID, held(e.IdentityID, e.SystemID)+"/"+governance.Privilege{Name: e.Privilege, Scope: e.Scope}.String())
	}
	for _, e := range s.EntitlementSets {
		put(governance.KindEntitlementSet, e.ID, held(e.IdentityID, e.SystemID))
	}
	for _, b := range s.BreakGlass {
		put(governance.KindBreakGlass, b.ID, held(b.IdentityID, b.SystemID)+"/"+governance.Privilege{Name: b.Privilege, Scope: b.Scope}.String())
	}
	for _, e := range s.Exceptions {
		put(governance.KindException, e.ID, tenant(e.TenantID)+"/"+e.Control)
	}
	for _, x := range s.ReviewSchedules {
		put(governance.KindReviewSchedule, x.ID, tenant(x.TenantID)+"/"+x.Name)
	}
	for _, a := range s.Activations {
		put(governance.KindActivation, a.ID, n.key(governance.KindBreakGlass, a.BreakGlassID))
	}
	return n
}

// key is the natural key of a record, or its id where the snapshot does not have
// it.
func (n names) key(kind governance.Kind, id string) string {
	if key := n[kind][id]; key != "" {
		return key
	}
	return id
}
