package check

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// tenant is whom a change belongs to. One that is only planned has the address
// of its change for an id; one that is only named has none.
type tenant struct {
	ID   string
	Slug string
	Ring int64
}

// records knows the governance records of the register and of the plan, and so
// to whom each change belongs.
type records struct {
	snapshot   governance.Snapshot
	tenants    map[string]*tenant // by id
	identities map[string]string  // id → tenant's id
	given      *tenant            // the configuration's own, as said by whoever runs the check
	selectors  selectors
	consulted  consulted
	authored   func(change.Origin) ([]string, bool)

	planned   map[string]*record   // by address
	blocks    map[string][]*record // by address without instance keys
	plannedID map[string]*record   // by id
	order     []*record
}

// record is a planned change of one of our own records. What is being deleted
// is described by what it was.
type record struct {
	change  change.Change
	value   cty.Value
	marked  cty.Value // with what is sensitive in it
	id      string    // empty while not known
	deleted bool
	tenant  *tenant
	visited bool
}

func newRecords(snapshot governance.Snapshot, slug string, authored func(change.Origin) ([]string, bool)) *records {
	r := &records{
		snapshot:   snapshot,
		tenants:    map[string]*tenant{},
		identities: map[string]string{},
		authored:   authored,
		planned:    map[string]*record{},
		blocks:     map[string][]*record{},
		plannedID:  map[string]*record{},
	}
	for _, t := range snapshot.Tenants {
		r.tenants[t.ID] = &tenant{t.ID, t.Slug, t.Ring}
		if t.Slug == slug {
			r.given = r.tenants[t.ID]
		}
		r.selectors.add(r.tenants[t.ID], t.Selectors)
	}
	for _, i := range snapshot.Identities {
		r.identities[i.ID] = i.TenantID
	}
	if slug != "" && r.given == nil {
		r.given = &tenant{Slug: slug}
	}
	return r
}

// note keeps a change of one of our records.
func (r *records) note(ch change.Change) {
	rec := &record{change: ch, deleted: ch.Action == change.Delete || ch.Action == change.Forget}
	r.order = append(r.order, rec)
	if ch.Deposed == "" {
		r.planned[ch.Address] = rec
		block := change.Block(ch.Address)
		r.blocks[block] = append(r.blocks[block], rec)
	}
}

// resolve reads the planned records once all are noted, and finds their tenants.
func (r *records) resolve() error {
	for _, rec := range r.order {
		side := rec.change.After
		if rec.deleted {
			side = rec.change.Before
		}
		value, err := side.Value(change.AllNames)
		if err != nil {
			return err
		}
		rec.marked = value
		rec.value, _ = value.UnmarkDeep()
		if rec.id, _ = text(rec.value, "id"); rec.id != "" {
			r.plannedID[rec.id] = rec
		}
	}
	for _, rec := range r.order {
		rec.tenant = r.find(rec)
	}
	return nil
}

// find follows what a record refers to until it comes to a tenant.
func (r *records) find(rec *record) *tenant {
	if rec.tenant != nil || rec.visited {
		return rec.tenant
	}
	rec.visited = true
	if rec.change.Type == "nhi_tenant" {
		rec.tenant = r.plannedTenant(rec)
		return rec.tenant
	}
	for _, attribute := range []string{"tenant", "identity"} {
		if rec.tenant = r.through(rec, attribute); rec.tenant != nil {
			break
		}
	}
	return rec.tenant
}

func (r *records) plannedTenant(rec *record) *tenant {
	t := &tenant{ID: rec.id}
	if t.ID == "" {
		t.ID = rec.change.Address
	}
	t.Slug, _ = text(rec.value, "slug")
	if ring, ok := attribute(rec.value, "ring"); ok && ring.Type() == cty.Number {
		t.Ring, _ = ring.AsBigFloat().Int64()
	}
	if r.given != nil && r.given.ID == "" && r.given.Slug == t.Slug {
		*r.given = *t // said by hand, and known from the plan alone
	}
	return t
}

// through finds the tenant of what an attribute refers to: by its id, or while
// that is not known, by the reference in the configuration.
func (r *records) through(rec *record, name string) *tenant {
	if id, known := text(rec.value, name); known {
		if t := r.tenants[id]; t != nil {
			return t
		}
		if t := r.tenants[r.identities[id]]; t != nil {
			r.consulted.add(id)
			return t
		}
		if other := r.plannedID[id]; other != nil {
			return r.find(other)
		}
		return nil
	}
	references, _ := r.authored(change.Origin{Address: rec.change.Address, Attribute: name})
	for _, reference := range references {
		if other := r.referred(reference, rec.change.Module); other != nil {
			return r.find(other)
		}
	}
	return nil
}

// referred finds the planned record that a reference is to. Of several instances
// of a block it takes the one in the same module instance; where that leaves a
// choice, it makes none.
func (r *records) referred(reference, module string) *record {
	for end := len(reference); end > 0; end = strings.LastIndexByte(reference[:end], '.') {
		prefix := reference[:end]
		if rec := r.planned[prefix]; rec != nil {
			return rec
		}
		instances := r.blocks[change.Block(prefix)]
		var found *record
		for _, rec := range instances {
			if len(instances) == 1 || rec.change.Module == module {
				if found != nil {
					return nil
				}
				found = rec
			}
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// id is the id of the record that a change is of, if it is one of ours.
func (r *records) id(ch change.Change) string {
	if !governs(ch) {
		return ""
	}
	if rec := r.planned[ch.Address]; rec != nil {
		return rec.id
	}
	return ""
}

// attribute returns a known attribute that is not null.
func attribute(value cty.Value, name string) (cty.Value, bool) {
	if value.IsNull() || !value.Type().IsObjectType() || !value.Type().HasAttribute(name) {
		return cty.NilVal, false
	}
	attr := value.GetAttr(name)
	return attr, attr.IsKnown() && !attr.IsNull()
}

// text returns a known string, and whether it is known; null is known as "".
func text(value cty.Value, name string) (string, bool) {
	if value.IsNull() || !value.Type().IsObjectType() || !value.Type().HasAttribute(name) {
		return "", true
	}
	attr := value.GetAttr(name)
	switch {
	case !attr.IsKnown():
		return "", false
	case attr.IsNull() || attr.Type() != cty.String:
		return "", true
	default:
		return attr.AsString(), true
	}
}
