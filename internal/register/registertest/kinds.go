package registertest

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// anyKind is a collection without its type, for rules that hold for all.
type anyKind struct {
	name   string
	id     func(Estate) string // of the estate's record of this kind
	create func(ctx context.Context, r register.Register, e Estate, name string) (governance.Meta, error)
	get    func(ctx context.Context, r register.Register, id string) (governance.Meta, error)
	find   func(ctx context.Context, r register.Register, key string) (governance.Meta, error)
	within func(r register.Register, snapshot governance.Snapshot, id string) (meta governance.Meta, found bool)
	key    func(ctx context.Context, r register.Register, id string) (string, error)
	list   func(ctx context.Context, r register.Register, tenantID string) ([]string, error)
	// update writes the record as it was read in from, through into, at a revision.
	update func(ctx context.Context, from, into register.Register, id string, revision int64) (governance.Meta, error)
	remove func(ctx context.Context, r register.Register, id string, revision int64) error
	// What is signed is not deleted, and not changed unless it closes.
	signed, closes bool
}

// changes reports whether a record may be written again.
func (k anyKind) changes() bool { return !k.signed || k.closes }

func signed(k anyKind) anyKind {
	k.signed = true
	return k
}

func closes(k anyKind) anyKind {
	k.closes = true
	return k
}

var kinds = []anyKind{
	erase("tenant", register.Register.Tenants,
		func(t *governance.Tenant) *governance.Meta { return &t.Meta },
		func(e Estate) string { return e.Tenant.ID },
		func(_ Estate, name string) governance.Tenant { return Tenant(name) }),
	erase("system", register.Register.Systems,
		func(s *governance.System) *governance.Meta { return &s.Meta },
		func(e Estate) string { return e.System.ID },
		func(e Estate, name string) governance.System { return System(e.Tenant.ID, name) }),
	erase("identity", register.Register.Identities,
		func(i *governance.Identity) *governance.Meta { return &i.Meta },
		func(e Estate) string { return e.Identity.ID },
		func(e Estate, name string) governance.Identity { return Identity(e.Tenant.ID, name) }),
	erase("review schedule", register.Register.ReviewSchedules,
		func(s *governance.ReviewSchedule) *governance.Meta { return &s.Meta },
		func(e Estate) string { return e.Schedule.ID },
		func(e Estate, name string) governance.ReviewSchedule {
			return ReviewSchedule(e.Tenant.ID, name, e.System.ID)
		}),
	erase("entitlement", register.Register.Entitlements,
		func(x *governance.Entitlement) *governance.Meta { return &x.Meta },
		func(e Estate) string { return e.Entitlement.ID },
		func(e Estate, name string) governance.Entitlement {
			return Entitlement(e.Identity.ID, e.System.ID, name)
		}),
	erase("exception", register.Register.Exceptions,
		func(x *governance.Exception) *governance.Meta { return &x.Meta },
		func(e Estate) string { return e.Exception.ID },
		func(e Estate, name string) governance.Exception { return Exception(e.Tenant.ID, name) }),
	erase("entitlement set", register.Register.EntitlementSets,
		func(s *governance.EntitlementSet) *governance.Meta { return &s.Meta },
		func(e Estate) string { return e.Set.ID },
		// One for each pair, so that the name is of no use.
		func(e Estate, _ string) governance.EntitlementSet { return EntitlementSet(e.Agent.ID, e.System.ID) }),
	erase("break glass", register.Register.BreakGlass,
		func(b *governance.BreakGlass) *governance.Meta { return &b.Meta },
		func(e Estate) string { return e.BreakGlass.ID },
		func(e Estate, name string) governance.BreakGlass {
			return BreakGlass(e.Tenant.ID, e.Identity.ID, e.System.ID, "emergency-"+name)
		}),
	erase("variation", register.Register.Variations,
		func(v *governance.Variation) *governance.Meta { return &v.Meta },
		func(e Estate) string { return e.Variation.ID },
		func(e Estate, name string) governance.Variation { return Variation(e.Tenant.ID, "keys-rotate", name) }),
	closes(signed(erase("activation", register.Register.Activations,
		func(a *governance.Activation) *governance.Meta { return &a.Meta },
		func(e Estate) string { return e.Activation.ID },
		func(e Estate, _ string) governance.Activation { return Activation(e.Tenant.ID, e.BreakGlass.ID) }))),
	signed(erase("attestation", register.Register.Attestations,
		func(a *governance.Attestation) *governance.Meta { return &a.Meta },
		func(e Estate) string { return e.Attestation.ID },
		func(e Estate, name string) governance.Attestation {
			return Attestation(e.Tenant.ID, e.Schedule.ID, e.Set.ID, name)
		})),
	signed(erase("delegation", register.Register.Delegations,
		func(d *governance.Delegation) *governance.Meta { return &d.Meta },
		func(e Estate) string { return e.Delegation.ID },
		func(e Estate, name string) governance.Delegation {
			return Delegation(e.Tenant.ID, e.Schedule.ID, e.Set.ID, name)
		})),
	erase("message", func(r register.Register) register.Collection[governance.Message] { return r.Messages() },
		func(m *governance.Message) *governance.Meta { return &m.Meta },
		func(e Estate) string { return e.Message.ID },
		func(e Estate, name string) governance.Message { return Message(e.Tenant.ID, name) }),
}

func erase[R register.Record](name string, of func(register.Register) register.Collection[R],
	meta func(*R) *governance.Meta, id func(Estate) string, fresh func(e Estate, name string) R) anyKind {
	head := func(record R, err error) (governance.Meta, error) { return *meta(&record), err }
	return anyKind{
		name: name,
		id:   id,
		create: func(ctx context.Context, r register.Register, e Estate, name string) (governance.Meta, error) {
			return head(of(r).Create(ctx, fresh(e, name)))
		},
		get: func(ctx context.Context, r register.Register, id string) (governance.Meta, error) {
			return head(of(r).Get(ctx, id))
		},
		find: func(ctx context.Context, r register.Register, key string) (governance.Meta, error) {
			return head(of(r).Find(ctx, key))
		},
		within: func(r register.Register, snapshot governance.Snapshot, id string) (governance.Meta, bool) {
			record, found := of(r).Within(&snapshot, id)
			return *meta(&record), found
		},
		key: func(ctx context.Context, r register.Register, id string) (string, error) {
			return of(r).Key(ctx, id)
		},
		list: func(ctx context.Context, r register.Register, tenantID string) ([]string, error) {
			records, err := of(r).List(ctx, tenantID)
			var ids []string
			for _, record := range records {
				ids = append(ids, meta(&record).ID)
			}
			return ids, err
		},
		update: func(ctx context.Context, from, into register.Register, id string, revision int64) (governance.Meta, error) {
			record, err := of(from).Get(ctx, id)
			if err != nil {
				return governance.Meta{}, err
			}
			meta(&record).Revision = revision
			return head(of(into).Update(ctx, record))
		},
		remove: func(ctx context.Context, r register.Register, id string, revision int64) error {
			return of(r).Delete(ctx, id, revision)
		},
	}
}
