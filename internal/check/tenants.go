package check

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

// tenantsOf finds to whom a change belongs: one of our records to the tenant that
// it names; anything else to those whose selectors match it, and where none do,
// or several with the configuration's own among them, to the configuration's own.
func (r *records) tenantsOf(ch change.Change) []*tenant {
	if governs(ch) {
		if rec := r.planned[ch.Address]; rec != nil && rec.tenant != nil {
			return []*tenant{rec.tenant}
		}
	}
	selected := r.selectors.match(ch)
	for _, t := range selected {
		r.consulted.add(t.ID)
	}
	if r.given != nil && (len(selected) == 0 || slices.Contains(selected, r.given)) {
		return []*tenant{r.given}
	}
	return selected
}

// tenantOf is the one tenant that a change belongs to. What several select
// belongs to none of them: an exception of the wrong one must not cover it.
func (r *records) tenantOf(ch change.Change) *tenant { return only(r.tenantsOf(ch)) }

func only(tenants []*tenant) *tenant {
	if len(tenants) != 1 {
		return nil
	}
	return tenants[0]
}

// name is how people know the tenant.
func (t *tenant) name() string { return cmp.Or(t.Slug, t.ID) }

// reached is a tenant that the plan changes something of.
type reached struct {
	*tenant
	changes int
	address string // of one of them, the first in order
}

// reaches reports whether the change can reach a tenant: it does something, and
// there is a way to tell whose it is.
func (c *checker) reaches(ch change.Change) bool {
	return ch.Mode == change.Managed && ch.Action != change.NoOp && !ch.Drift &&
		(governs(ch) || c.records.given != nil || !c.records.selectors.empty())
}

// reach notes whom the change reaches; the caller does so once for each change.
func (c *checker) reach(ch change.Change, tenants []*tenant) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for _, t := range tenants {
		found := c.reached[t.name()]
		if found == nil {
			found = &reached{tenant: t, address: ch.Address}
			c.reached[t.name()] = found
		}
		found.changes++
		found.address = min(found.address, ch.Address)
	}
}

// tenants are those that the plan reaches, by name.
func (c *checker) tenants() []*reached {
	return slices.SortedFunc(maps.Values(c.reached), func(a, b *reached) int { return cmp.Compare(a.name(), b.name()) })
}

// ring is the last rollout ring that the plan may reach: the one that the run
// says, else the first that there is. It is nil when no tenant is known.
func (c *checker) ring() *int64 {
	if c.request.Ring != nil {
		return c.request.Ring
	}
	var first *int64
	note := func(t *tenant) {
		if t != nil && t.ID != "" && (first == nil || t.Ring < *first) {
			first = &t.Ring
		}
	}
	for _, t := range c.records.tenants {
		note(t)
	}
	for _, rec := range c.records.order {
		if !rec.deleted {
			note(rec.tenant)
		}
	}
	return first
}

// segment refuses a plan that reaches more tenants than it may, or a later
// rollout ring than it may. No policy says so, and no exception covers it.
func (c *checker) segment() {
	all := c.tenants()
	if limit := c.request.MaxTenants; len(all) > limit {
		var names []string
		for _, t := range all {
			names = append(names, fmt.Sprintf("%s (%s)", t.name(), t.address))
		}
		c.refuse(all[len(all)-1], "max_tenants", fmt.Sprintf(
			"The plan changes %d tenants, and may change %d: %s. Plan each tenant on its own, or allow as many with --max-tenants %d.",
			len(all), limit, strings.Join(names, ", "), len(all)))
	}
	last := c.ring()
	for _, t := range all {
		if t.ID != "" && last != nil && t.Ring > *last {
			c.refuse(t, "rollout_ring", fmt.Sprintf(
				"Tenant %s is in rollout ring %d, and this run may reach ring %d: earlier rings go first. Once they have the change, say so with --ring %d.",
				t.name(), t.Ring, *last, t.Ring))
		}
	}
}

// refuse adds a finding about a tenant that is none of a policy's.
func (c *checker) refuse(t *reached, rule, why string) {
	f := &finding{tenant: t.tenant}
	f.Policy = decision.PolicyReference{Kind: decision.Segmentation, Name: rule}
	f.Level = decision.Mandatory
	f.Address = t.address
	f.Tenant = t.Slug
	f.Verdict = decision.Fail
	f.Messages = []decision.Message{{Verdict: decision.Fail, Text: why}}
	c.findings = append(c.findings, f)
}
