package check

import (
	"cmp"
	"slices"
	"sync"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Basis is what a decision rests on beside the plan and the bundle. A check of
// the same plan and bundle with its facts comes to the same decision.
type Basis struct {
	// Facts is what the check relied on of the register, and no more: of
	// tenants what attributes changes to them, of identities whose they are.
	Facts governance.Snapshot
	// Exceptions let something through.
	Exceptions []Relied
	// Controls names those by which something was judged, sorted.
	Controls []string
}

// Relied is an exception that a decision relies on.
type Relied struct {
	governance.Exception
	Address string // of the change that makes it; empty for one that the plan is silent about
	Tenant  string // slug
}

// consulted are the ids of records that had a part in a decision.
type consulted struct{ ids sync.Map }

func (c *consulted) add(id string) {
	if _, known := c.ids.Load(id); !known && id != "" {
		c.ids.Store(id, struct{}{})
	}
}

func (c *consulted) has(id string) bool {
	_, ok := c.ids.Load(id)
	return ok
}

// judged names the controls with a policy that matched a change, or that files were
// looked through for.
func (c *checker) judged() []string {
	var names []string
	add := func(policy string) { names = append(names, c.request.Bundle.Enforcing(policy)...) }
	for _, p := range c.request.Bundle.Policies.Policies() {
		if _, matched := c.matched.Load(p); matched {
			add(p.Name)
		}
	}
	if !c.unscanned && !c.request.DriftOnly {
		add(bundle.CredentialPolicy)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (c *checker) basis(exceptions []*exception) Basis {
	b := Basis{Controls: c.judged(), Facts: governance.Snapshot{
		Tenants: []governance.Tenant{}, Systems: []governance.System{}, Identities: []governance.Identity{},
		Entitlements: []governance.Entitlement{}, Exceptions: []governance.Exception{}, ReviewSchedules: []governance.ReviewSchedule{},
	}}
	r := c.records
	for id := range c.about() {
		r.consulted.add(id)
	}
	for _, e := range exceptions {
		r.consulted.add(e.TenantID)
		r.consulted.add(e.ID)
		if e.waives > 0 {
			relied := Relied{Exception: e.Exception, Address: e.address}
			if e.tenant != nil {
				relied.Tenant = e.tenant.Slug
			}
			b.Exceptions = append(b.Exceptions, relied)
		}
	}
	for _, rec := range r.order {
		r.consulted.add(rec.id)
	}
	for _, e := range r.snapshot.Exceptions {
		if r.consulted.has(e.ID) {
			b.Facts.Exceptions = append(b.Facts.Exceptions, e)
			r.consulted.add(e.TenantID)
		}
	}
	for _, i := range r.snapshot.Identities {
		if r.consulted.has(i.ID) {
			b.Facts.Identities = append(b.Facts.Identities, governance.Identity{Meta: governance.Meta{ID: i.ID}, TenantID: i.TenantID})
			r.consulted.add(i.TenantID)
		}
	}
	for _, v := range r.snapshot.Variations {
		if r.consulted.has(v.TenantID) {
			b.Facts.Variations = append(b.Facts.Variations, v)
		}
	}
	for _, t := range r.snapshot.Tenants {
		if r.consulted.has(t.ID) {
			b.Facts.Tenants = append(b.Facts.Tenants, governance.Tenant{Meta: governance.Meta{ID: t.ID}, Slug: t.Slug, Ring: t.Ring, Selectors: t.Selectors})
		}
	}
	slices.SortFunc(b.Exceptions, func(x, y Relied) int {
		return cmp.Or(cmp.Compare(x.ID, y.ID), cmp.Compare(x.Address, y.Address))
	})
	return b
}
