package check

import (
	"cmp"
	"slices"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// exception is one that the check considers, and how it stands.
type exception struct {
	governance.Exception
	address  string // of the change that makes it; empty for one that the plan is silent about
	tenant   *tenant
	standing governance.Standing
	waives   int
}

// name is how people know it.
func (e *exception) name() string { return cmp.Or(e.address, e.ID) }

// exceptions gathers those of the register and of the plan. What the plan says
// of a record goes before the register: a deleted one no longer counts, a changed
// one counts as it will be, with approvals over what it will be.
func (c *checker) exceptions() []*exception {
	r := c.records
	var all []*exception
	planned := map[string]bool{}
	for _, rec := range r.order {
		if rec.change.Type != "nhi_exception" {
			continue
		}
		if rec.id != "" {
			planned[rec.id] = rec.change.Action != change.Forget // a forgotten record stays in the register
		}
		if rec.deleted {
			continue
		}
		all = append(all, c.plannedException(rec))
	}
	for _, recorded := range r.snapshot.Exceptions {
		if !planned[recorded.ID] {
			all = append(all, &exception{Exception: recorded, tenant: r.tenants[recorded.TenantID]})
		}
	}
	if about := c.about(); len(about) > 0 {
		// Those of tenants that this plan has nothing to do with say nothing here.
		all = slices.DeleteFunc(all, func(e *exception) bool {
			return e.address == "" && e.tenant != nil && !about.has(e.tenant.ID)
		})
	}
	for _, e := range all {
		c.stand(e)
	}
	slices.SortFunc(all, func(a, b *exception) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.address, b.address))
	})
	return all
}

// about is the tenants that the check is about: whose records and findings it
// has, or that were named for the configuration.
func (c *checker) about() set {
	ids := set{}
	note := func(t *tenant) {
		if t != nil {
			ids.add(t.ID)
		}
	}
	note(c.records.given)
	for _, rec := range c.records.order {
		note(rec.tenant)
	}
	for _, f := range c.findings {
		note(f.tenant)
	}
	return ids
}

// stand asks the one function that decides.
func (c *checker) stand(e *exception) {
	unread := e.standing.Problems
	slug := ""
	if e.tenant != nil {
		slug = e.tenant.Slug
	}
	e.standing = c.request.Bundle.Stand(e.Exception, slug, c.request.Now)
	if len(unread) > 0 {
		e.standing.Defect = governance.Malformed
		e.standing.Problems = append(unread, e.standing.Problems...)
	}
}

// plannedException reads an exception from its planned attributes. What only
// the register says, such as when it was made, is kept from there.
func (c *checker) plannedException(rec *record) *exception {
	planned := Planned{}
	planned.read(rec.marked)
	e := &exception{Exception: planned.Exception, address: rec.change.Address, tenant: rec.tenant}
	other := planned.Other
	other.Unknown = slices.DeleteFunc(slices.Clone(other.Unknown), func(name string) bool {
		// What the register makes, and what the reference tells.
		return name != "approvals" && (name != "tenant" || rec.tenant != nil)
	})
	e.standing.Problems = append(planned.Approved.problems(), other.problems()...)
	if rec.tenant != nil {
		e.TenantID = rec.tenant.ID
	}
	for _, recorded := range c.records.snapshot.Exceptions {
		if rec.id == "" || recorded.ID != rec.id {
			continue
		}
		e.Meta, e.Status = recorded.Meta, recorded.Status
		if slices.Contains(planned.Other.Unknown, "revoked_at") { // apply revokes nothing
			e.RevokedAt = recorded.RevokedAt
		}
	}
	return e
}
