package evidence

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// records are what the log says that there is, as far as it was read.
type records struct {
	tenants      table[governance.Tenant]
	systems      table[governance.System]
	identities   table[governance.Identity]
	entitlements table[governance.Entitlement]
	sets         table[governance.EntitlementSet]
	exceptions   table[governance.Exception]
	schedules    table[governance.ReviewSchedule]
	variations   table[governance.Variation]
	breakGlass   table[governance.BreakGlass]
	attestations table[governance.Attestation]
	delegations  table[governance.Delegation]
	activations  table[governance.Activation]
	messages     table[governance.Message]
}

// of is the table of a kind, nil for what is no record.
func (r *records) of(kind governance.Kind) interface{ apply(register.Entry) error } {
	switch kind {
	case governance.KindTenant:
		return &r.tenants
	case governance.KindSystem:
		return &r.systems
	case governance.KindIdentity:
		return &r.identities
	case governance.KindEntitlement:
		return &r.entitlements
	case governance.KindEntitlementSet:
		return &r.sets
	case governance.KindException:
		return &r.exceptions
	case governance.KindReviewSchedule:
		return &r.schedules
	case governance.KindVariation:
		return &r.variations
	case governance.KindBreakGlass:
		return &r.breakGlass
	case governance.KindAttestation:
		return &r.attestations
	case governance.KindDelegation:
		return &r.delegations
	case governance.KindActivation:
		return &r.activations
	case governance.KindMessage:
		return &r.messages
	default:
		return nil
	}
}

// table holds the records of one kind: as they are, and of those that are gone as
// they were last.
type table[R any] struct{ rows map[string]*row[R] }

type row[R any] struct {
	record  R
	entries []register.Entry // about it, without what they carry
	deleted bool
}

func (t *table[R]) apply(e register.Entry) error {
	if t.rows == nil {
		t.rows = map[string]*row[R]{}
	}
	r := t.rows[e.ID]
	if r == nil {
		r = new(row[R])
		t.rows[e.ID] = r
	}
	r.deleted = e.Action == register.ActionDelete
	text := e.After
	if r.deleted {
		text = e.Before
	}
	var read R
	if err := json.Unmarshal(text, &read); err != nil {
		return fmt.Errorf("entry %d of the log has no %s that can be read: %w", e.Sequence, Noun(e.Kind), err)
	}
	r.record = read
	e.Before, e.After, e.Claims = nil, nil, nil
	r.entries = append(r.entries, e)
	return nil
}

// get returns a record, or nothing, as the last entry about it has it.
func (t *table[R]) get(id string) (record R) {
	if r := t.rows[id]; r != nil {
		return r.record
	}
	return record
}

// all returns the rows, those of deleted records too, by id.
func (t *table[R]) all() []*row[R] {
	rows := make([]*row[R], 0, len(t.rows))
	for _, id := range sorted(t.rows) {
		rows = append(rows, t.rows[id])
	}
	return rows
}

// there returns the records that are there, by id.
func (t *table[R]) there() []R {
	list := []R{}
	for _, r := range t.all() {
		if !r.deleted {
			list = append(list, r.record)
		}
	}
	return list
}

func (r *row[R]) sequences() []int64 {
	list := make([]int64, len(r.entries))
	for i, e := range r.entries {
		list[i] = e.Sequence
	}
	return list
}

// versions are the record as each entry about it left it, deleted as it was.
func (r *row[R]) versions() iter.Seq2[register.Entry, R] {
	return func(yield func(register.Entry, R) bool) {
		for _, e := range r.entries {
			var then table[R]
			whole, err := register.ReadEntry(e.Sequence, e.Text())
			if err != nil || then.apply(whole) != nil {
				continue // it was read before, or it would not be here
			}
			if !yield(e, then.get(e.ID)) {
				return
			}
		}
	}
}

func (r *row[R]) last() register.Entry { return r.entries[len(r.entries)-1] }

// snapshot is what a register would hold, without what came of reviews.
func (r *records) snapshot() governance.Snapshot {
	return governance.Snapshot{
		Tenants: r.tenants.there(), Systems: r.systems.there(), Identities: r.identities.there(), Entitlements: r.entitlements.there(),
		Exceptions: r.exceptions.there(), ReviewSchedules: r.schedules.there(), EntitlementSets: r.sets.there(), Variations: r.variations.there(),
		BreakGlass: r.breakGlass.there(), Activations: r.activations.there(),
	}
}

// name is how people know a record, by its natural key without the tenant.
func (r *records) name(kind governance.Kind, id string) string {
	switch kind {
	case governance.KindTenant:
		return r.tenants.get(id).Slug
	case governance.KindSystem:
		return r.systems.get(id).Name
	case governance.KindIdentity:
		return r.identities.get(id).Name
	case governance.KindEntitlement:
		e := r.entitlements.get(id)
		return r.access(e.IdentityID, e.SystemID, governance.Privilege{Name: e.Privilege, Scope: e.Scope}.String())
	case governance.KindEntitlementSet:
		e := r.sets.get(id)
		return r.access(e.IdentityID, e.SystemID, "")
	case governance.KindException:
		return r.exceptions.get(id).Control
	case governance.KindReviewSchedule:
		return r.schedules.get(id).Name
	case governance.KindVariation:
		v := r.variations.get(id)
		return v.Control + "/" + v.Parameter
	case governance.KindBreakGlass:
		b := r.breakGlass.get(id)
		return r.access(b.IdentityID, b.SystemID, governance.Privilege{Name: b.Privilege, Scope: b.Scope}.String())
	case governance.KindActivation:
		return r.name(governance.KindBreakGlass, r.activations.get(id).BreakGlassID)
	case governance.KindAttestation:
		a := r.attestations.get(id)
		return r.name(a.SubjectKind, a.SubjectID)
	case governance.KindMessage:
		return r.messages.get(id).Sink
	default:
		return ""
	}
}

// access names who has what where; a system that only the log of another tenant
// tells of goes by its id.
func (r *records) access(identityID, systemID, privilege string) string {
	name := cmp.Or(r.identities.get(identityID).Name, identityID) + "/" + cmp.Or(r.systems.get(systemID).Name, systemID)
	if privilege == "" {
		return name
	}
	return name + "/" + privilege
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
